import spacy
import timm
import torch
import whisper
from TTS.api import TTS
from torchvision import models
from torchvision.models import ResNet50_Weights, resnet50
from ultralytics import YOLO

nlp = spacy.load("en_core_web_sm")  # expect: other-hub spacy:en_core_web_sm
detector = YOLO("yolov8n.pt")  # expect: other-hub ultralytics:yolov8n
listener = whisper.load_model("base")  # expect: other-hub openai-whisper:base
vad = torch.hub.load("snakers4/silero-vad", "silero_vad")  # expect: other-hub torch-hub:snakers4/silero-vad
classifier = torch.hub.load("pytorch/vision:v0.10.0", "resnet18")  # expect: other-hub torch-hub:pytorch/vision
backbone = resnet50(weights=ResNet50_Weights.IMAGENET1K_V2)  # expect: other-hub torchvision:resnet50
vision = timm.create_model("vit_base_patch16_224", pretrained=True)  # expect: other-hub timm:vit_base_patch16_224
hub = timm.create_model("hf-hub:timm/resnet50.a1_in1k", pretrained=True)  # expect: use timm/resnet50.a1_in1k
voice = TTS("tts_models/multilingual/multi-dataset/xtts_v2")  # expect: other-hub coqui:tts_models/multilingual/multi-dataset/xtts_v2

# What the user trained or keeps in a folder is no model of a catalogue.
own = [
    spacy.load("./output/model-best"),
    spacy.load("output/model-best"),
    spacy.load("my_model"),
    YOLO("runs/detect/train/weights/best.pt"),
    YOLO("best.pt"),
    YOLO("yolov8n.yaml"),
    YOLO(model_path),
    whisper.load_model("checkpoints/finetuned.pt"),
    keras.models.load_model("base"),
    load_model("my_model.h5"),
    timm.create_model("my_net"),
    TTS("path/to/config"),
]
