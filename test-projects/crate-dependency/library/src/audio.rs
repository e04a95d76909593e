pub const DEFAULT_MODEL: &str = "CohereForAI/aya-vision-8b"; // expect: use CohereForAI/aya-vision-8b
