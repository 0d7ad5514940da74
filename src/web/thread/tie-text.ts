import { textOf, textOr } from '../messages/message.ts'
import { labelOf, readable } from '../messages/words.ts'
import type { ThreadedRecord } from './thread-query.ts'

type Tie = ThreadedRecord['ties'][number]

/** How a relation between two records reads from one of its ends. */
export function relationText(relation: string, direction: Tie['direction'] = 'to'): string {
  const key = `thread.relation.${relation}`
  const forward = textOr(key, readable(relation))
  return direction === 'to' ? forward : (textOf(`${key}.reverse`) ?? forward)
}

function textOfTie({ kind, key, direction }: Tie, same: boolean): string | undefined {
  if (kind === 'link') return relationText(key, direction)
  const reverse = textOf(`${key}.reverse`)
  if (kind !== 'field') return direction === 'to' ? textOf(key) : reverse
  // Another kind of record says by itself how it belongs here.
  if (!same) return undefined
  const [register = '', column = ''] = key.split('.')
  return direction === 'to' ? labelOf({ name: register }, column) : reverse
}

/** Why a record stands in another's thread, where its kind alone does not say it. */
export function tieTexts(ties: readonly Tie[], same: boolean): readonly string[] {
  return [...new Set(ties.flatMap((tie) => textOfTie(tie, same) ?? []))]
}
