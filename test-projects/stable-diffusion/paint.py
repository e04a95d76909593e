import torch
from diffusers import StableDiffusionPipeline, AutoencoderKL

vae = AutoencoderKL.from_pretrained("stabilityai/sd-vae-ft-mse")  # expect: use stabilityai/sd-vae-ft-mse
pipe = StableDiffusionPipeline.from_pretrained(
    "CompVis/stable-diffusion-v1-4",  # expect: use CompVis/stable-diffusion-v1-4
    vae=vae,
    torch_dtype=torch.float16,
)
