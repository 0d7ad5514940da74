import { Fragment, useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { formatNumber } from '../../messages/format.ts'
import { inSentence, manyOf, oneOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { Fold } from '../../ui/fold.tsx'
import type { ImportPreview } from '../exchange-call.ts'
import { say, sayCount } from '../text.ts'
import styles from './outcome.module.css'

function Count({ number, words }: { number: number; words: string }) {
  return (
    <div className={styles.count} data-none={number === 0}>
      <dt>{words}</dt>
      <dd>{formatNumber(number)}</dd>
    </div>
  )
}

/** A line that says a number and opens what it counts. */
function Counted({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Fold title={title} className={styles.fold}>
      <div className={styles.inside}>{children}</div>
    </Fold>
  )
}

/** How many of a long list are shown at a time. */
const step = 50

function More({ shown, of, onMore }: { shown: number; of: number; onMore: () => void }) {
  return shown < of ? <Button onClick={onMore}>{say('finding.more')}</Button> : null
}

function Path({ path }: { path: readonly string[] }) {
  return (
    <li>
      {path.map((title, index) => (
        <Fragment key={path.slice(0, index + 1).join('\n')}>
          {index > 0 ? <span className={styles.quiet}> › </span> : null}
          <span className={index < path.length - 1 ? styles.quiet : ''}>{title}</span>
        </Fragment>
      ))}
    </li>
  )
}

/** Records of one register that the import would create so that its own can point to them. */
function NewRecords({ name, paths, count }: { name: string; paths: readonly string[][]; count: number }) {
  const [shown, setShown] = useState(step)
  const called = inSentence(count === 1 ? oneOf({ name }) : manyOf({ name }))
  return (
    <Counted title={say('outcome.new', { count: formatNumber(count), name: called })}>
      <ul className={styles.paths}>
        {paths.slice(0, shown).map((path) => (
          <Path key={path.join('\n')} path={path} />
        ))}
      </ul>
      <More shown={shown} of={paths.length} onMore={() => setShown(shown + step)} />
      {shown >= paths.length && count > paths.length ? (
        <p className={styles.quiet}>{say('outcome.new_more', { shown: formatNumber(paths.length) })}</p>
      ) : null}
    </Counted>
  )
}

function AllNewRecords({ preview }: { preview: ImportPreview }) {
  const { count, items } = preview.new_records
  const registers = [...new Set(items.map(({ register }) => register))]
  return registers.map((name) => {
    const paths = items.filter(({ register }) => register === name).map(({ path }) => path)
    return (
      <NewRecords
        key={name}
        name={name}
        paths={paths}
        count={registers.length === 1 ? count : paths.length}
      />
    )
  })
}

/** Rows that share their key. An exact copy shares it too, and is told as what it is. */
function Duplicates({ preview }: { preview: ImportPreview }) {
  const [shown, setShown] = useState(step)
  const { same_keys, groups } = preview.duplicates
  if (same_keys === 0) return null
  const copies = new Set(groups.flatMap(({ kind, lines }) => (kind === 'exact_copy' ? [lines.join()] : [])))
  const suspected = groups.filter(({ kind }) => kind === 'same_key')
  return (
    <Counted title={sayCount('outcome.duplicates', same_keys, formatNumber(same_keys))}>
      <p className={styles.quiet}>{say('outcome.duplicates_about')}</p>
      <ul className={styles.groups}>
        {suspected.slice(0, shown).map(({ parts, lines }) => (
          <li key={lines.join()} className={styles.group}>
            <span>{parts.filter((part) => part !== '').join(' › ')}</span>
            <span className={styles.quiet}>
              {say(copies.has(lines.join()) ? 'outcome.exact_copy' : 'outcome.same_key')} ·{' '}
              {say('outcome.lines', { lines: lines.map(formatNumber).join(', ') })}
            </span>
          </li>
        ))}
      </ul>
      <More shown={shown} of={suspected.length} onMore={() => setShown(shown + step)} />
    </Counted>
  )
}

/** What importing the file would do. */
export function Outcome({ register, preview }: { register: AnyRegister; preview: ImportPreview }) {
  const { created, changed, unchanged, absent } = preview
  const wrong = preview.findings.rows_with_errors
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome" className={styles.heading}>
        {say('outcome.title')}
      </h2>
      {created + changed + wrong === 0 ? <p className={styles.nothing}>{say('outcome.nothing')}</p> : null}
      <dl className={styles.counts} aria-label={manyOf(register)}>
        <Count number={created} words={say('outcome.created')} />
        <Count number={changed} words={say('outcome.changed')} />
        <Count number={unchanged} words={say('outcome.unchanged')} />
        {wrong > 0 ? <Count number={wrong} words={say('outcome.with_errors')} /> : null}
      </dl>
      {absent > 0 ? (
        <p className={styles.absent}>{sayCount('outcome.absent', absent, formatNumber(absent))}</p>
      ) : null}
      <AllNewRecords preview={preview} />
      <Duplicates preview={preview} />
    </section>
  )
}
