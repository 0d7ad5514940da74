/** Words that are not written in lower case. */
const abbreviations: Readonly<Record<string, string>> = {
  ai: 'AI',
  aims: 'AIMS',
  api: 'API',
  eu: 'EU',
  gpai: 'GPAI',
  hr: 'HR',
  iso: 'ISO',
  ml: 'ML',
  soa: 'SoA',
}

/** A name as it is said in a sentence: `ai-systems` is AI systems, `in_review` in review. */
export const spoken = (name: string): string =>
  name
    .split(/[-_]/)
    .map((word) => abbreviations[word] ?? word)
    .join(' ')

/** Abbreviations are pronounced letter by letter: an SoA row. */
const beginsWithVowel = (words: string): boolean =>
  /^[A-Z]\w*[A-Z]/.test(words) ? /^[AEFHILMNORSX]/.test(words) : /^[aeio]/.test(words)

/** One record of a register with its article: an AI system, a risk. A name that only has a plural takes none. */
export function spokenOne({ name, plural }: { readonly name: string; readonly plural: string }): string {
  const words = spoken(name)
  if (name === plural) return words
  return `${beginsWithVowel(words) ? 'an' : 'a'} ${words}`
}
