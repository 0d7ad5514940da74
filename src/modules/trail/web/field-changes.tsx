import { listFields } from '../../../kernel/register/filter.ts'
import { loadedRegister } from '../../../web/app/registers.ts'
import { titleOf } from '../../../web/client/titles.ts'
import { columnOf } from '../../../web/messages/words.ts'
import { isUnknown, valueText } from '../../../web/register/value/value.tsx'
import styles from './operation-detail.module.css'
import { factText } from './stated.ts'
import { t } from './texts.ts'
import type { Change } from './trail-query.ts'

function textOfValue(registerName: string | null, field: string, value: unknown): string {
  const register = registerName === null ? undefined : loadedRegister(registerName)
  const declared = register ? listFields(register)[field] : undefined
  const name = typeof value === 'string' ? titleOf(value) : undefined
  if (name !== undefined) return name
  // Names come with few answers of the trail; the id is said rather than that it is hidden.
  if (!register || !declared || declared.kind === 'person' || declared.kind === 'record')
    return factText(value)
  return valueText(register, field, declared, value)
}

function Side({ change, field, value }: { change: Change; field: string; value: unknown }) {
  if (isUnknown(value)) return <span className={styles.quiet}>{t('detail.unknown')}</span>
  return <>{textOfValue(change.register, field, value)}</>
}

/** The changed fields of a row, before and after; a row that was added has no before. */
export function FieldChanges({ change }: { change: Change }) {
  const added = change.action === 'insert'
  const shown = added ? change.changes.filter(({ after }) => !isUnknown(after)) : change.changes
  return (
    <dl className={styles.changes}>
      {shown.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{columnOf(change.register, field)}</dt>
          <dd>
            {added ? null : (
              <>
                <del>
                  <Side change={change} field={field} value={before} />
                </del>
                <span className={styles.arrow}>{' → '}</span>
              </>
            )}
            <ins>
              <Side change={change} field={field} value={after} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}
