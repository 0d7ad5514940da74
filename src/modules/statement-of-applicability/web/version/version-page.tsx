import { IconDownload, IconLock, IconShieldX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { titleOf } from '../../../../web/client/titles.ts'
import { formatInstant } from '../../../../web/messages/format.ts'
import { addMessages } from '../../../../web/messages/message.ts'
import { PageError } from '../../../../web/page/trouble.tsx'
import { RecordPart } from '../../../../web/register/record/record-part.tsx'
import { PageHeader } from '../../../../web/shell/page/page-header.tsx'
import { Button } from '../../../../web/ui/button.tsx'
import { Select } from '../../../../web/ui/field/select.tsx'
import { StateMark } from '../../../../web/ui/mark/state-mark.tsx'
import { Notice } from '../../../../web/ui/notice/notice.tsx'
import { Menu } from '../../../../web/ui/overlay/menu.tsx'
import stacked from '../../../../web/ui/stacked-table.module.css'
import { WideTable } from '../../../../web/ui/wide-table.tsx'
import { statementLines } from '../../export/statement-lines.ts'
import { messages } from '../../messages/en.ts'
import { groupRows } from '../choose-rows.ts'
import { versionQuery, versionsQuery } from '../queries.ts'
import { DecisionMark } from '../row/decision-cell.tsx'
import { t } from '../texts.ts'
import { Differences } from './differences.tsx'
import { exportItems } from './export-items.tsx'
import { useParent } from './use-parent.ts'
import styles from './version.module.css'

addMessages(messages)

type Version = Awaited<ReturnType<NonNullable<ReturnType<typeof versionQuery>['queryFn']>>>
type Frozen = Version['statement']

const editions = (all: readonly { readonly title: string; readonly edition: string }[]) =>
  all.map(({ title, edition }) => `${title}, ${edition}`).join('; ')

function Signed({ read }: { read: Version }) {
  const { signature, version, statement, intact } = read
  const { scope, policies, criteria } = statement.basis
  return (
    <RecordPart title={t('soa.version.signed')}>
      {signature ? <p className={styles.statement}>{signature.statement}</p> : null}
      <dl className={styles.facts}>
        <dt>{t('soa.version.signature')}</dt>
        <dd>
          {signature?.printed_name ?? titleOf(version.approved_by)},{' '}
          <time dateTime={version.approved_at}>{formatInstant(version.approved_at)}</time>
        </dd>
        <dt>{t('soa.version.basis')}</dt>
        <dd>{editions([...(scope ? [scope] : []), ...policies, ...(criteria ? [criteria] : [])])}</dd>
        <dt>{t('soa.version.hash')}</dt>
        <dd>
          <code className={styles.hash}>{version.image_hash}</code>
          <br />
          <span data-broken={!intact} className={styles.intact}>
            {t(intact ? 'soa.version.intact' : 'soa.version.broken')}
          </span>
        </dd>
      </dl>
    </RecordPart>
  )
}

const cells = ['justification', 'origins', 'controls', 'status', 'owner'] as const

/** A control of Annex A leads to what the product knows about it. */
function RowName({ row }: { row: Frozen['rows'][number] }) {
  const words = (
    <>
      <span className={styles.number}>{row.reference}</span> {row.title}
    </>
  )
  if (row.requirement === null) return words
  return (
    <Link to="/$plural/$id" params={{ plural: 'requirements', id: row.requirement }} className={styles.plain}>
      {words}
    </Link>
  )
}

function FrozenRows({ statement }: { statement: Frozen }) {
  const names = Object.fromEntries(
    statement.rows.flatMap(({ owner_id: id }) => {
      const name = id ? titleOf(id) : undefined
      return id && name ? [[id, name] as const] : []
    }),
  )
  const lines = new Map(statementLines(statement, names).map((line) => [line.row.id, line]))
  return (
    <section className={styles.part}>
      <WideTable label={t('soa.title')}>
        <table className={`${styles.table} ${styles.frozen} ${stacked.stacked}`}>
          <caption className="sr-only">{t('soa.title')}</caption>
          <thead>
            <tr>
              {(['control', 'decision', ...cells] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`soa.column.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          {groupRows(statement.areas, statement.rows, {
            own: t('soa.own_controls'),
            left_out: t('soa.left_out'),
          }).map((group) => (
            <tbody key={group.id}>
              <tr>
                <th scope="colgroup" colSpan={7} className={styles.group}>
                  {[group.id, group.title].filter(Boolean).join(' ')}
                </th>
              </tr>
              {group.rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row">
                    <RowName row={row} />
                  </th>
                  <td data-label={t('soa.column.decision')}>
                    <DecisionMark applicable={row.applicable} />
                  </td>
                  {cells.map((cell) => (
                    <td key={cell} data-label={t(`soa.column.${cell}`)} className={styles.words}>
                      {lines.get(row.id)?.[cell]}
                      {cell === 'justification' && row.answers.length > 0 ? (
                        <p className={styles.answer}>{lines.get(row.id)?.answers}</p>
                      ) : null}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </WideTable>
    </section>
  )
}

function Document({ id, read }: { id: string; read: Version }) {
  const navigate = useNavigate()
  const { compare } = useSearch({ strict: false }) as { compare?: string }
  const versions = useQuery(versionsQuery).data?.items ?? []
  const { version, statement, intact } = read
  const name = t('soa.version', { number: version.number })
  const others = versions.filter((one) => one.id !== id)
  const earlier = others.some((one) => one.id === compare && one.number < version.number)
  const options = [
    { value: '', label: t('soa.version.compare.none') },
    { value: 'now', label: t('soa.version.compare.now') },
    ...others.map((one) => ({ value: one.id, label: t('soa.version', { number: one.number }) })),
  ]
  const self = { id, name }
  const other = { id: compare ?? '', name: options.find(({ value }) => value === compare)?.label ?? '' }
  return (
    <>
      <PageHeader
        title={name}
        parent={useParent()}
        state={
          <StateMark tone={version.state === 'approved' ? 'positive' : 'neutral'}>
            {t(`soa.version.state.${version.state}`)}
          </StateMark>
        }
      >
        <Menu
          anchor={
            <Button>
              <IconDownload size={14} stroke={1.75} />
              {t('soa.export')}
            </Button>
          }
          groups={[{ items: exportItems({ version_id: id }) }]}
        />
      </PageHeader>
      <Notice icon={intact ? <IconLock size={16} stroke={1.75} /> : <IconShieldX size={16} stroke={1.75} />}>
        {intact
          ? t('soa.version.frozen', { when: formatInstant(version.approved_at) })
          : t('soa.version.broken')}
      </Notice>
      <div className={styles.scroll}>
        <div className={styles.page}>
          <div className={styles.bar}>
            <Select
              label={t('soa.version.compare')}
              value={compare ?? ''}
              options={options}
              onChange={(chosen) =>
                void navigate({ to: '.', search: chosen === '' ? {} : { compare: chosen }, replace: true })
              }
            />
          </div>
          {compare ? (
            <Differences {...(earlier ? { from: other, to: self } : { from: self, to: other })} />
          ) : (
            <>
              <Signed read={read} />
              <FrozenRows statement={statement} />
            </>
          )}
        </div>
      </div>
    </>
  )
}

/** One approved version, exactly as it was frozen, or compared with another. */
export function Page() {
  const { id = '' } = useParams({ strict: false }) as { id?: string }
  const read = useQuery(versionQuery(id))
  const parent = useParent()
  if (read.data) return <Document id={id} read={read.data} />
  if (read.error) return <PageError error={read.error} reset={() => void read.refetch()} />
  return <PageHeader title="" parent={parent} />
}
