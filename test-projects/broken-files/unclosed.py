model = AutoModel.from_pretrained("google/vit-base-patch16-224  # never closed
ÿþ = "not utf-8"
other = AutoModel.from_pretrained("Ã¤", "microsoft/resnet-50")
