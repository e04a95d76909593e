import { pipeline, AutoTokenizer } from "@huggingface/transformers";

export const CHAT_MODEL: string = "onnx-community/Qwen2.5-0.5B-Instruct"; // expect: use onnx-community/Qwen2.5-0.5B-Instruct

export async function load() {
  const extractor = await pipeline("feature-extraction", "Xenova/all-MiniLM-L6-v2", { revision: "751bff37182d3f1213fa05d7196b954e230abad9" }); // expect: use Xenova/all-MiniLM-L6-v2
  const tokenizer = await AutoTokenizer.from_pretrained(`Xenova/gpt-4o`); // expect: use Xenova/gpt-4o
  return { extractor, tokenizer, path: "assets/icons", mime: "image/png" };
}

export const Link = () => <a href="https://huggingface.co/google/flan-t5-small">the model</a>; // expect: mention google/flan-t5-small
