import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { keys } from '../../../app/query-keys.ts'
import { indexedByName, loadRegister } from '../../../app/registers.ts'
import { callStandard } from '../../../client/call.ts'
import { may, useSession } from '../../../client/session.ts'
import { formatNumber } from '../../../messages/format.ts'
import { t, textOf } from '../../../messages/message.ts'
import { manyOf } from '../../../messages/words.ts'
import styles from './aside.module.css'

const shown = 5

interface Props {
  /** The register whose records name the person, and the field in which they do. */
  from: string
  field: string
  id: string
}

/** Records of another register that name this person in a field. */
function Referrers({ from, field, id }: Props) {
  const session = useSession()
  const source = indexedByName(from)
  const allowed = source !== undefined && may(session, source, 'read')
  const found = useQuery({
    queryKey: [...keys.about(from, id), 'through', field],
    enabled: allowed,
    queryFn: async ({ signal }) => {
      if (!source) return { items: [], count: 0 }
      const [page, summary] = await Promise.all([
        callStandard(source, 'list', { [field]: id, limit: shown, columns: source.title }, { signal }),
        callStandard(source, 'summary', { [field]: id }, { signal }),
        // Its texts come with its module.
        loadRegister(source),
      ])
      const items = page.items.map((row) => ({
        id: row.id,
        title: String((row as Record<string, unknown>)[source.title]),
      }))
      return { items, count: summary.count }
    },
  })
  if (!source || !found.data || found.data.count === 0) return null
  const { items, count } = found.data
  return (
    <div>
      <h3 className={styles.sub}>{textOf(`${from}.${field}.reverse`) ?? manyOf({ name: from })}</h3>
      <ul>
        {items.map((item) => (
          <li key={item.id} className={styles.link}>
            <Link to="/$plural/$id" params={{ plural: source.plural, id: item.id }}>
              {item.title}
            </Link>
          </li>
        ))}
      </ul>
      {count > items.length ? (
        <Link
          to="/$plural"
          params={{ plural: source.plural }}
          search={{ [field]: id }}
          className={styles.more}
        >
          {t('record.named_in.all', { number: formatNumber(count) })}
        </Link>
      ) : null}
    </div>
  )
}

/** Where a person is named in records: people are no part of the thread, which leads from record to record. */
export function NamedIn({ register, id }: { register: string; id: string }) {
  const referrers = indexedByName(register)?.referrers ?? []
  if (referrers.length === 0) return null
  return (
    <section className={`${styles.section} ${styles.named}`}>
      <div className={styles.top}>
        <h2 className={styles.heading}>{t('record.named_in')}</h2>
      </div>
      {referrers.map(([from, field]) => (
        <Referrers key={`${from}.${field}`} from={from} field={field} id={id} />
      ))}
    </section>
  )
}
