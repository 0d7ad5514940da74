import { enExchange } from '../messages/en-exchange.ts'
import { textOf, textsOf } from '../messages/message.ts'
import { inSentence, manyOf } from '../messages/words.ts'
import type { ImportFinding } from './exchange-call.ts'

/** Texts of importing; see `t` and `tn` of the shell. */
export const { t: say, tn: sayCount } = textsOf(enExchange)

/** Details that are themselves named in the catalogue. */
function told(name: string, value: string | number, label: (field: string) => string): string {
  if (name === 'register') return inSentence(manyOf({ name: String(value) }))
  if (name === 'precision') return textOf(`precision.${value}`) ?? String(value)
  if (name === 'field') return label(String(value))
  return String(value)
}

/** What a finding says; the server's words for one that has no text here. */
export function findingText(
  { message_key, detail, message }: ImportFinding,
  label: (field: string) => string,
): string {
  const text = textOf(message_key)
  if (text === undefined) return message
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = detail[name]
    return value === undefined ? whole : told(name, value, label)
  })
}

/** What findings of a kind have in common. */
export const kindText = (messageKey: string): string => textOf(`kind.${messageKey}`) ?? messageKey
