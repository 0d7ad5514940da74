import { textOf } from '../../../web/messages/message.ts'
import { labelOf } from '../../../web/messages/words.ts'
import { StaleNotice } from '../../../web/ui/notice/stale-notice.tsx'
import { t } from './texts.ts'
import type { View } from './use-draft.ts'

type Reason = View['stale'][number]

/** At most this many characters of a long text are shown of what it was and is. */
const shownLength = 120

/** A value of the AI system as its own pages say it. */
function valueText(field: string, value: unknown): string {
  if (value === null || value === undefined) return t('stale.unknown')
  if (typeof value === 'boolean') return textOf(value ? 'value.yes' : 'value.no') ?? String(value)
  const choices = Array.isArray(value) ? value : [value]
  const plain = choices.map((one) => textOf(`ai-system.${field}.${one}`) ?? String(one)).join(', ')
  return plain.length > shownLength ? `${plain.slice(0, shownLength)}…` : plain
}

export const reasonText = (reason: Reason): string =>
  reason.kind === 'field'
    ? t('stale.field', {
        field: labelOf({ name: 'ai-system' }, reason.field),
        before: valueText(reason.field, reason.before),
        after: valueText(reason.field, reason.after),
      })
    : t('stale.rules', { from: reason.from_version, to: reason.to_version })

/** Says that a determination no longer holds, and exactly why. */
export const StaleReasons = ({ reasons }: { reasons: readonly Reason[] }) =>
  reasons.length === 0 ? null : <StaleNotice title={t('stale.title')} reasons={reasons.map(reasonText)} />
