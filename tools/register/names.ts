/** `supplier-review` as an identifier: `supplierReview`. */
export const camelOf = (name: string) =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
/** The words of a name: `ai_system_id` is AI system id. */
export const wordsOf = (name: string) => name.replaceAll(/[-_]/g, ' ').replaceAll(/\bai\b/g, 'AI')
export const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)
export const pluralOf = (name: string) =>
  name.endsWith('y') ? `${name.slice(0, -1)}ies` : name.endsWith('s') ? `${name}es` : `${name}s`
