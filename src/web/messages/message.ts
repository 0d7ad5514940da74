import { en } from './en.ts'
import { registerNames } from './names.en.generated.ts'

export type MessageKey = keyof typeof en

/** The placeholders of a message: `'{count} of {total}'` needs `count` and `total`. */
type Placeholder<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never

/** Keys of texts without placeholders. */
export type PlainKey = {
  [Key in MessageKey]: [Placeholder<(typeof en)[Key]>] extends [never] ? Key : never
}[MessageKey]

export type MessageValues<Key extends MessageKey> = Record<Placeholder<(typeof en)[Key]>, string | number>

/** Texts that the loaded modules brought along; the shell's own are compiled in. */
const catalogue = new Map<string, string>(Object.entries({ ...registerNames, ...en }))

/** Adds a module's texts. Called once, before its first page shows. */
export function addMessages(messages: Readonly<Record<string, string>>): void {
  for (const [key, text] of Object.entries(messages)) catalogue.set(key, text)
}

const missed = new Set<string>()
/** A browser's own way to tell of an error that nobody has to catch; tests outside of one have none. */
const tell: unknown = Reflect.get(globalThis, 'reportError')

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/**
 * A text that there should be, with its placeholders filled; else the words that stand in for it. It was forgotten then,
 * or is of a module that the page did not load: the browser is told so, once for each, and tests in it fail.
 */
export function textOr(
  key: string,
  words: string,
  values: Readonly<Record<string, string | number>> = {},
): string {
  const text = catalogue.get(key)
  if (text === undefined && !missed.has(key) && typeof tell === 'function')
    tell(new Error(`There is no text "${key}" on this page.`))
  if (text === undefined) missed.add(key)
  return fill(text ?? words, values)
}

/** A text of the shell, with its placeholders filled. The key and the placeholders are checked at compile time. */
export function t<Key extends MessageKey>(
  key: Key,
  ...[values]: [Placeholder<(typeof en)[Key]>] extends [never] ? [] : [MessageValues<Key>]
): string {
  return textOr(key, key, values)
}

type Counted = MessageKey extends infer Key ? (Key extends `${infer Stem}.other` ? Stem : never) : never

/** A text that depends on a number: `<stem>.one` or `<stem>.other`, with `{count}` filled. */
export function tn(stem: Counted, count: number, shown: string = String(count)): string {
  const form = new Intl.PluralRules('en').select(count) === 'one' ? 'one' : 'other'
  return textOr(`${stem}.${form}`, stem, { count: shown })
}

/** A text of a module by a key that is put together from a declaration; undefined when there is none. */
export const textOf = (key: string): string | undefined => catalogue.get(key)

/** As `textOf`, with placeholders filled by what the record states. */
export const textWith = (
  key: string,
  values: Readonly<Record<string, string | number>>,
): string | undefined => {
  const text = catalogue.get(key)
  return text === undefined ? undefined : fill(text, values)
}

type StemOf<Keys> = Keys extends `${infer Stem}.other` ? Stem : never

/** The texts of a page that is loaded on demand, checked like the shell's: `t` by key, `tn` by stem and number. */
export function textsOf<const Texts extends Readonly<Record<string, string>>>(texts: Texts) {
  addMessages(texts)
  const say = <Key extends keyof Texts & string>(
    key: Key,
    ...[values]: [Placeholder<Texts[Key]>] extends [never]
      ? []
      : [Record<Placeholder<Texts[Key]>, string | number>]
  ): string => textOr(key, key, values)
  const count = (stem: StemOf<keyof Texts>, number: number, shown: string): string => {
    const form = new Intl.PluralRules('en').select(number) === 'one' ? 'one' : 'other'
    return textOr(`${stem}.${form}`, stem, { count: shown })
  }
  return { t: say, tn: count }
}
