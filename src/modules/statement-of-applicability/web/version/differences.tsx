import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { titleOf } from '../../../../web/client/titles.ts'
import { PageError } from '../../../../web/page/trouble.tsx'
import { RecordPart } from '../../../../web/register/record/record-part.tsx'
import { WideTable } from '../../../../web/ui/wide-table.tsx'
import { decisionWord } from '../../export/statement-lines.ts'
import { diffQuery } from '../queries.ts'
import { t } from '../texts.ts'
import styles from './version.module.css'

type Diff = Awaited<ReturnType<NonNullable<ReturnType<typeof diffQuery>['queryFn']>>>
type Value = Diff['rows'][number]['fields'][number]['before']

const columnOf = {
  title: 'soa.column.control',
  applicable: 'soa.column.decision',
  justification: 'soa.column.justification',
  status: 'soa.column.status',
  owner_id: 'soa.column.owner',
  origins: 'soa.column.origins',
  controls: 'soa.column.controls',
  answers: 'soa.diff.answers',
} as const
const statuses = ['not_started', 'partial', 'implemented', 'operating'] as const

function words(field: string, value: Value): string {
  if (field === 'applicable') return decisionWord(typeof value === 'boolean' ? value : null)
  if (value === null || (Array.isArray(value) && value.length === 0)) return ''
  if (Array.isArray(value)) return value.join('\n')
  if (field === 'owner_id') return titleOf(String(value)) ?? ''
  const status = field === 'status' ? statuses.find((one) => one === value) : undefined
  return status ? t(`soa-row.status.${status}`) : String(value)
}

const isColumn = (field: string): field is keyof typeof columnOf => field in columnOf
const parts = ['scope', 'policies', 'criteria', 'pack'] as const

/** Before and after of one value, each empty where nothing was said; what is gone is struck through for those who see and named for those who listen. */
function Change({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.words}>
        {before === '' ? <span className={styles.muted}>{t('soa.diff.nothing')}</span> : <del>{before}</del>}
      </td>
      <td className={styles.words}>
        {after === '' ? <span className={styles.muted}>{t('soa.diff.nothing')}</span> : <ins>{after}</ins>}
      </td>
    </tr>
  )
}

function Basis({ diff }: { diff: Diff }) {
  return diff.basis.map((one) => {
    const part = parts.find((known) => known === one.part)
    return (
      <Change
        key={one.part}
        name={part ? t(`soa.diff.part.${part}`) : one.part}
        before={one.before ?? ''}
        after={one.after ?? ''}
      />
    )
  })
}

interface Compared {
  readonly id: string
  readonly name: string
}

/** What the later of two statements says differently, row by row. */
export function Differences({ from, to }: { from: Compared; to: Compared }) {
  const read = useQuery(diffQuery(from.id, to.id))
  if (read.error) return <PageError within error={read.error} reset={() => void read.refetch()} />
  const diff = read.data
  const none = diff && diff.rows.length === 0 && diff.basis.length === 0
  return (
    <RecordPart
      busy={read.isPending}
      title={
        <>
          {t('soa.diff.title')}{' '}
          <span className={styles.muted}>{t('soa.diff.from_to', { from: from.name, to: to.name })}</span>
        </>
      }
    >
      {none ? <p className={styles.muted}>{t('soa.diff.none')}</p> : null}
      {diff && !none ? (
        <WideTable label={t('soa.diff.title')}>
          <table className={`${styles.table} ${styles.diff}`}>
            <thead>
              <tr>
                <th scope="col">{t('soa.diff.field')}</th>
                <th scope="col">{t('soa.diff.before')}</th>
                <th scope="col">{t('soa.diff.after')}</th>
              </tr>
            </thead>
            <tbody>
              <Basis diff={diff} />
            </tbody>
            {diff.rows.map((row) => (
              <tbody key={row.row_id}>
                <tr>
                  <th scope="colgroup" colSpan={3} className={styles.group}>
                    <Link
                      to="/$plural/$id"
                      params={{ plural: 'soa-rows', id: row.row_id }}
                      className={styles.plain}
                    >
                      {[row.reference, row.title].filter(Boolean).join(' ')}
                    </Link>{' '}
                    <span className={styles.muted}>{t(`soa.diff.${row.change}`)}</span>
                  </th>
                </tr>
                {row.fields.map(({ field, before, after }) => (
                  <Change
                    key={field}
                    name={isColumn(field) ? t(columnOf[field]) : field}
                    before={words(field, before)}
                    after={words(field, after)}
                  />
                ))}
              </tbody>
            ))}
          </table>
        </WideTable>
      ) : null}
    </RecordPart>
  )
}
