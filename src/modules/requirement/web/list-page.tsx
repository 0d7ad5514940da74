import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import type { z } from 'zod'
import { call } from '../../../web/client/call.ts'
import { PageError } from '../../../web/page/trouble.tsx'
import { SearchBox } from '../../../web/register/list/toolbar/search-box.tsx'
import { PageHeader } from '../../../web/shell/page/page-header.tsx'
import { useRowKeys } from '../../../web/shell/shortcut/use-row-keys.ts'
import { Segments } from '../../../web/ui/field/segments.tsx'
import type { listRequirements } from '../contract.ts'
import styles from './list-page.module.css'
import { t } from './texts.ts'

type Answer = z.output<(typeof listRequirements)['output']>
type Item = Answer['items'][number]
type Group = Answer['groups'][number]

interface Chosen {
  readonly framework: Item['framework']
  readonly kind: 'clause' | 'control' | undefined
  readonly q: string
}

const short: Readonly<Record<Item['framework'], string>> = {
  'iso-42001-2023': 'ISO/IEC 42001',
  'eu-ai-act-2024-1689': 'EU AI Act',
  'nist-ai-rmf-1.0': 'NIST AI RMF',
}
const frameworks = Object.keys(short) as Item['framework'][]

/** The framework, part and words stand in the address, so that a list can be shared. */
function useChosen(): [Chosen, (change: Partial<Chosen>) => void] {
  const search: Readonly<Record<string, string | undefined>> = useSearch({ strict: false })
  const navigate = useNavigate()
  const chosen: Chosen = {
    framework: frameworks.find((one) => one === search.framework) ?? 'iso-42001-2023',
    kind: search.kind === 'clause' || search.kind === 'control' ? search.kind : undefined,
    q: search.q ?? '',
  }
  const choose = (change: Partial<Chosen>) => {
    const next = { ...chosen, ...change }
    const plain = {
      ...(next.framework === 'iso-42001-2023' ? {} : { framework: next.framework }),
      ...(next.kind && next.framework === 'iso-42001-2023' ? { kind: next.kind } : {}),
      ...(next.q ? { q: next.q } : {}),
    }
    void navigate({ to: '/$plural', params: { plural: 'requirements' }, search: plain, replace: true })
  }
  return [chosen, choose]
}

/** What stands under a heading: requirements, those in a row together, and further headings. */
type Under = { readonly group: Group } | { readonly items: readonly Item[] }

const isAfter = (number: string, other: string): boolean =>
  number.localeCompare(other, 'en', { numeric: true }) > 0

/** Requirements as the framework orders them, each further heading before the first that has a greater number. */
function under(heading: Group, { items, groups }: Answer): Under[] {
  const own = items.filter(({ group_id }) => group_id === heading.id)
  const found: Under[] = []
  let shown = 0
  const showTo = (end: number) => {
    if (end > shown) found.push({ items: own.slice(shown, end) })
    shown = Math.max(shown, end)
  }
  for (const group of groups.filter(({ parent_id }) => parent_id === heading.id)) {
    const next = own.findIndex(({ ref }) => isAfter(ref, group.id))
    showTo(next < 0 ? own.length : next)
    found.push({ group })
  }
  showTo(own.length)
  return found
}

function Rows({ items }: { items: readonly Item[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item.urn}>
          <Link
            to="/$plural/$id"
            params={{ plural: 'requirements', id: item.urn }}
            className={styles.row}
            data-row-link
          >
            <span className={styles.ref}>{item.ref}</span>
            <span className={styles.text}>
              <span className={styles.title}>{item.title}</span>
              {item.intent ? <span className={styles.about}>{item.intent}</span> : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function GroupBlock({ group, answer, deep = false }: { group: Group; answer: Answer; deep?: boolean }) {
  const Heading = deep ? 'h3' : 'h2'
  const numbered = /\d$/.test(group.id)
  return (
    <section
      className={deep ? styles.inner : styles.group}
      aria-labelledby={`group-${group.id}`}
      data-numbered={numbered}
    >
      <Heading className={styles.heading} id={`group-${group.id}`}>
        {numbered ? <span className={styles.number}>{group.id}</span> : null}
        {group.title}
      </Heading>
      {group.intent ? <p className={styles.intent}>{group.intent}</p> : null}
      {under(group, answer).map((one) =>
        'group' in one ? (
          <GroupBlock key={one.group.id} group={one.group} answer={answer} deep />
        ) : (
          <Rows key={one.items[0]?.urn} items={one.items} />
        ),
      )}
    </section>
  )
}

/** Every requirement of a framework, in our own words, under its headings. */
export function Page() {
  const [chosen, choose] = useChosen()
  const { framework, kind, q } = chosen
  const read = useQuery({
    queryKey: ['requirements', framework, kind ?? null, q],
    queryFn: ({ signal }) =>
      call(
        'requirement.list',
        { framework, ...(kind && framework === 'iso-42001-2023' ? { kind } : {}), ...(q ? { q } : {}) },
        { signal },
      ),
    placeholderData: (before) => before,
    staleTime: 3_600_000,
  })
  const list = useRef<HTMLDivElement>(null)
  useRowKeys(list, '[data-row-link]')
  if (read.error) return <PageError error={read.error} reset={() => void read.refetch()} />
  const source = read.data?.frameworks.find(({ id }) => id === framework)
  return (
    <>
      <PageHeader title={t('requirements.title')} />
      <div className={styles.bar}>
        <Segments
          label={t('requirements.framework')}
          options={frameworks.map((value) => ({ value, label: short[value] }))}
          value={framework}
          onChange={(value) => choose({ framework: value })}
        />
        {framework === 'iso-42001-2023' ? (
          <Segments
            label={t('requirements.part')}
            options={[
              { value: 'all', label: t('requirements.all') },
              { value: 'clause', label: t('requirements.clauses') },
              { value: 'control', label: t('requirements.controls') },
            ]}
            value={kind ?? 'all'}
            onChange={(value) => choose({ kind: value === 'all' ? undefined : value })}
          />
        ) : null}
        <SearchBox label={t('requirements.search')} value={q} onSearch={(words) => choose({ q: words })} />
      </div>
      <div className={styles.scroll}>
        <div className={styles.page} data-framework={framework} ref={list}>
          <p className={styles.note}>
            {source
              ? `${source.licence_note} ${t('requirements.version', { version: source.version })}`
              : null}
          </p>
          {read.data?.groups
            .filter(({ parent_id }) => !read.data.groups.some(({ id }) => id === parent_id))
            .map((group) => (
              <GroupBlock key={group.id} group={group} answer={read.data} />
            ))}
          {read.data?.items.length === 0 ? <p>{t('requirements.nothing')}</p> : null}
        </div>
      </div>
    </>
  )
}
