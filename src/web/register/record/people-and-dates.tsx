import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { titleOf } from '../../client/titles.ts'
import { formatDay } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { labelOf } from '../../messages/words.ts'
import { InlineField } from '../edit/inline-field.tsx'
import { revise } from '../edit/revise.ts'
import type { WholeRecord } from '../row.ts'
import styles from './aside.module.css'

interface Props {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
}

const whenAndWho = (instant: string, by: string | null): string => {
  const when = formatDay(instant)
  const who = by === null ? undefined : titleOf(by)
  return who ? t('record.by', { when, who }) : when
}

/** Who answers for the record, and who touched it when. */
export function PeopleAndDates({ register, record, editable }: Props) {
  const owner = listFields(register).owner_id
  return (
    <section className={styles.section}>
      <div className={styles.top}>
        <h2 className={styles.heading}>{t('record.people_and_dates')}</h2>
      </div>
      <dl className={styles.pairs}>
        <div className={styles.pair}>
          <dt className={styles.label}>{labelOf(register, 'owner_id')}</dt>
          <dd>
            {owner ? (
              <InlineField
                register={register}
                field="owner_id"
                declared={owner}
                value={record.owner_id}
                editable={editable}
                place="fact"
                onSave={(value) => void revise(register, record, { owner_id: value })}
              />
            ) : null}
          </dd>
        </div>
        <div className={styles.pair}>
          <dt className={styles.label}>{t('field.created_at')}</dt>
          <dd className={styles.value}>{whenAndWho(record.created_at, record.created_by)}</dd>
        </div>
        <div className={styles.pair}>
          <dt className={styles.label}>{t('field.updated_at')}</dt>
          <dd className={styles.value}>{whenAndWho(record.updated_at, record.updated_by)}</dd>
        </div>
        <div className={styles.pair}>
          <dt className={styles.label}>{t('record.version')}</dt>
          <dd className={styles.value}>{record.version}</dd>
        </div>
      </dl>
    </section>
  )
}
