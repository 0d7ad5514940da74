import { IconAlertTriangle } from '@tabler/icons-react'
import { inSentence, labelOf, readable } from '../../../web/messages/words.ts'
import styles from './stale-notice.module.css'
import { t } from './texts.ts'
import type { View } from './use-draft.ts'

type Reason = View['stale'][number]

/** At most this many characters of a long text are shown of what it was and is. */
const shownLength = 120

function valueText(value: unknown): string {
  if (value === null || value === undefined) return t('stale.unknown')
  const text = Array.isArray(value) ? value.map((one) => readable(String(one))).join(', ') : String(value)
  const plain = /^[a-z_]+$/.test(text) ? inSentence(readable(text)) : text
  return plain.length > shownLength ? `${plain.slice(0, shownLength)}…` : plain
}

export const reasonText = (reason: Reason): string =>
  reason.kind === 'field'
    ? t('stale.field', {
        field: labelOf({ name: 'ai-system' }, reason.field),
        before: valueText(reason.before),
        after: valueText(reason.after),
      })
    : t('stale.rules', { from: reason.from_version, to: reason.to_version })

/** Says that a determination no longer holds, and exactly why. */
export function StaleNotice({ reasons }: { reasons: readonly Reason[] }) {
  if (reasons.length === 0) return null
  return (
    <div className={styles.stale} role="note">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <div>
        <p className={styles.title}>{t('stale.title')}</p>
        <ul>
          {reasons.map((reason) => (
            <li key={reason.kind === 'field' ? reason.field : reason.kind}>{reasonText(reason)}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}
