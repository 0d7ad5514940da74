/** AI systems of the sampled inventory that the demo tells a story about, by the key its other records use. */
export const storySystems = {
  chatbot: 'CFOO Assessment Chatbot',
  assistant: 'EnerGPT',
  identity: 'Traveler Identity Verification Services (Vetting)',
  inspection: 'Clean Air Act (CAA) Predictive Analytics',
  translation: 'Google Translate',
  writing: 'BriefCatch',
  matching: 'Verification Match Model',
  logs: 'Incident Reporting Pattern Detection',
  search: 'AI based Semantic Search for National Archives Catalog',
  photos: 'Consular Affairs Photo Quality Service (PQS) / FaceVACS',
} as const

export type StorySystem = keyof typeof storySystems

/** The ids of these systems. */
export type SystemIds = ReadonlyMap<string, string>
