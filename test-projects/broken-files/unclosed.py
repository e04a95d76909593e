model = AutoModel.from_pretrained("google/vit-base-patch16-224  # expect: use google/vit-base-patch16-224
ÿþ = "not utf-8"
other = AutoModel.from_pretrained("Ã¤", "microsoft/resnet-50")
