import { inSentence, readable } from '../../../web/messages/words.ts'

const isObject = (detail: unknown): detail is Readonly<Record<string, unknown>> =>
  typeof detail === 'object' && detail !== null && !Array.isArray(detail)

/** What the software calls something in a word of its own, such as `own_decision`. */
const isWord = (value: string) => /^[a-z]+(_[a-z]+)+$/.test(value)

/** A JSON value as it is read: words as they are, the software's own made readable, the rest as JSON. */
const jsonText = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value)
  return isWord(value) ? inSentence(readable(value)) : value
}

/** A fact of an event as it is read: an object as its names and values, a list of objects as a line each. */
export function factText(value: unknown): string {
  if (Array.isArray(value)) return value.map(factText).join(value.some(isObject) ? '\n' : ', ')
  if (!isObject(value)) return jsonText(value)
  return Object.entries(value)
    .map(([name, one]) => `${inSentence(readable(name))} ${factText(one)}`)
    .join(', ')
}

/** The reason that a person gave, when the event states one. */
export function reasonIn(detail: unknown): string | null {
  const reason = isObject(detail) ? detail.reason : null
  return typeof reason === 'string' && reason !== '' ? reason : null
}

/** What an event states beside its reason, without what it leaves open. */
export const stated = (detail: unknown): { readonly name: string; readonly value: string }[] =>
  isObject(detail)
    ? Object.entries(detail)
        .filter(([name, value]) => name !== 'reason' && value !== null && value !== '')
        .map(([name, value]) => ({ name, value: factText(value) }))
    : []
