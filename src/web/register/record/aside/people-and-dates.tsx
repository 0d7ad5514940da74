import { listFields } from '../../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../../kernel/register/register.ts'
import { titleOf } from '../../../client/titles.ts'
import { formatDay, formatInstant } from '../../../messages/format.ts'
import { t } from '../../../messages/message.ts'
import { labelOf } from '../../../messages/words.ts'
import { InlineField } from '../../edit/inline-field.tsx'
import { revise } from '../../edit/revise.ts'
import type { WholeRecord } from '../../row.ts'
import styles from './aside.module.css'

interface Props {
  register: AnyRegister
  record: WholeRecord
  editable: boolean
}

function Moment({ instant, by }: { instant: string; by: string | null }) {
  const who = by === null ? undefined : titleOf(by)
  return (
    <>
      <time dateTime={instant} title={formatInstant(instant)}>
        {formatDay(instant)}
      </time>
      {who ? <span className={styles.by}>{t('record.by', { who })}</span> : null}
    </>
  )
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
          <dd className={styles.value}>
            <Moment instant={record.created_at} by={record.created_by} />
          </dd>
        </div>
        <div className={styles.pair}>
          <dt className={styles.label}>{t('field.updated_at')}</dt>
          <dd className={styles.value}>
            <Moment instant={record.updated_at} by={record.updated_by} />
          </dd>
        </div>
        <div className={styles.pair}>
          <dt className={styles.label}>{t('record.version')}</dt>
          <dd className={styles.value}>{record.version}</dd>
        </div>
      </dl>
    </section>
  )
}
