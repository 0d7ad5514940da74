import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { detailOf } from '../../client/problem.ts'
import { formatNumber } from '../../messages/format.ts'
import { labelOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/field/segments.tsx'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import { ProblemNote } from '../../ui/notice/problem-note.tsx'
import plain from '../../ui/plain-table.module.css'
import { type FileReading, type ImportFinding, type ImportPreview, previewImport } from '../exchange-call.ts'
import { findingText, kindText, say, sayCount } from '../text.ts'
import styles from './finding-list.module.css'

interface Props {
  register: AnyRegister
  file: File
  reading: FileReading
  preview: ImportPreview
}

type Severity = ImportFinding['severity']

const mark = (severity: Severity) => (
  <StateMark tone={severity === 'error' ? 'critical' : 'caution'}>{say(`finding.${severity}`)}</StateMark>
)

function columnText(column: ImportFinding['column'], whole = '') {
  if (column === null) return <span className={styles.quiet}>{whole}</span>
  return (
    <>
      <span className={styles.position}>{column.position}</span> {column.header}
    </>
  )
}

function Kinds({ preview, severity }: { preview: ImportPreview; severity: Severity | undefined }) {
  const kinds = preview.findings.kinds.filter((one) => severity === undefined || one.severity === severity)
  return (
    <table className={`${plain.table} ${styles.table}`}>
      <thead>
        <tr>
          <th>{say('finding.weight')}</th>
          <th>{say('finding.kind')}</th>
          <th>{say('finding.column')}</th>
          <th className={styles.number}>{say('finding.count')}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={`${kind.severity} ${kind.message_key} ${kind.column?.position ?? ''}`}>
            <td>{mark(kind.severity)}</td>
            <td>{kindText(kind.message_key)}</td>
            <td className={`${styles.column} ${styles.last}`}>{columnText(kind.column)}</td>
            <td className={styles.number}>{formatNumber(kind.count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The findings one by one, read on as far as the person wants. */
function Rows({ register, file, reading, preview, severity }: Props & { severity: Severity | undefined }) {
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery({
    queryKey: ['findings', preview.file.sha256, preview.mapping, reading, severity ?? null],
    queryFn: async ({ pageParam, signal }) => {
      const page = await previewImport(
        register,
        file,
        {
          ...reading,
          mapping: preview.mapping_source === 'suggested' ? preview.mapping : preview.mapping.name,
          ...(preview.mapping_source === 'sent' ? { mapping: preview.mapping } : {}),
          findings_from: pageParam,
          findings_severity: severity,
        },
        { signal },
      )
      return page.findings
    },
    initialPageParam: 0,
    getNextPageParam: (last) => last.next_from,
    ...(severity === undefined
      ? { initialData: { pages: [preview.findings], pageParams: [0] }, staleTime: Number.POSITIVE_INFINITY }
      : {}),
  })
  const items = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <table className={`${plain.table} ${styles.table}`} aria-busy={isFetching}>
        <thead>
          <tr>
            <th className={styles.number}>{say('finding.row')}</th>
            <th>{say('finding.weight')}</th>
            <th>{say('finding.column')}</th>
            <th>{say('finding.kind')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={JSON.stringify([item.line, item.column?.position, item.message_key, item.detail])}>
              <td className={styles.number}>
                {item.line === null ? null : (
                  <>
                    <span className={styles.onlyNarrow}>{say('finding.row')} </span>
                    {formatNumber(item.line)}
                  </>
                )}
              </td>
              <td>{mark(item.severity)}</td>
              <td className={styles.column}>
                {columnText(item.column, say(item.line === null ? 'finding.whole' : 'finding.whole_row'))}
              </td>
              <td className={styles.text}>{findingText(item, (field) => labelOf(register, field))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote text={error && detailOf(error)} />
      {hasNextPage ? (
        <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
          {say('finding.more')}
        </Button>
      ) : null}
    </>
  )
}

/** So few findings are read one by one; more are first counted by kind. */
const fewFindings = 50

/** What the cells of the file raise: all of it counted by kind, or row by row. */
export function FindingList(props: Props) {
  const { errors, notices, rows_with_errors } = props.preview.findings
  const [view, setView] = useState<'kinds' | 'rows'>(errors + notices > fewFindings ? 'kinds' : 'rows')
  const [only, setOnly] = useState<'all' | Severity>('all')
  const severity = only === 'all' ? undefined : only
  return (
    <section aria-labelledby="findings">
      <h2 id="findings" className={styles.heading}>
        {say('finding.title')}
      </h2>
      {errors + notices === 0 ? (
        <p>{say('finding.none')}</p>
      ) : (
        <>
          <p className={errors > 0 ? styles.blocking : styles.quiet}>
            {errors > 0
              ? sayCount('finding.blocking', rows_with_errors, formatNumber(rows_with_errors))
              : say('finding.harmless')}
          </p>
          <div className={styles.bar}>
            <Segments
              label={say('finding.view')}
              value={view}
              onChange={setView}
              options={[
                { value: 'kinds', label: say('finding.by_kind') },
                { value: 'rows', label: say('finding.by_row') },
              ]}
            />
            {errors > 0 && notices > 0 ? (
              <Segments
                label={say('finding.severity')}
                value={only}
                onChange={setOnly}
                options={[
                  { value: 'all', label: say('finding.all') },
                  { value: 'error', label: sayCount('finding.errors', errors, formatNumber(errors)) },
                  { value: 'notice', label: sayCount('finding.notices', notices, formatNumber(notices)) },
                ]}
              />
            ) : (
              <span className={styles.total}>
                {errors > 0
                  ? sayCount('finding.errors', errors, formatNumber(errors))
                  : sayCount('finding.notices', notices, formatNumber(notices))}
              </span>
            )}
          </div>
          <div className={styles.scroll}>
            {view === 'kinds' ? (
              <Kinds preview={props.preview} severity={severity} />
            ) : (
              <Rows {...props} severity={severity} />
            )}
          </div>
        </>
      )}
    </section>
  )
}
