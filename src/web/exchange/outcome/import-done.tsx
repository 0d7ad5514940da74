import { Link } from '@tanstack/react-router'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { comparesDuplicates } from '../../app/registers.ts'
import { useSession } from '../../client/session.ts'
import { formatNumber, localDay } from '../../messages/format.ts'
import { inSentence, manyOf } from '../../messages/words.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { StateMark } from '../../ui/mark/state-mark.tsx'
import { mayUndo, undoing } from '../../undo/undo.ts'
import type { ImportResult } from '../exchange-call.ts'
import { say } from '../text.ts'
import styles from './import-done.module.css'

interface Props {
  register: AnyRegister
  fileName: string
  result: ImportResult
  /** When the import began. */
  beganAt: string
  onAgain: () => void
}

const shownCounts = (result: ImportResult): (readonly [label: string, number: number])[] =>
  [
    [say('done.created'), result.created] as const,
    [say('done.changed'), result.changed] as const,
    [say('done.unchanged'), result.unchanged] as const,
    [say('done.absent'), result.absent] as const,
    [say('done.related'), result.new_records] as const,
    [say('done.duplicates'), result.duplicates.same_keys] as const,
    [say('done.notices'), result.notices] as const,
  ].filter(([, number], index) => index < 3 || number > 0)

/** What an import did, and where to go from here. */
export function ImportDone({ register, fileName, result, beganAt, onAgain }: Props) {
  const session = useSession()
  const many = inSentence(manyOf(register))
  const anything = result.created + result.changed > 0
  // Newest first: what was just written stands at the top of the list.
  const search = { 'updated_at.from': localDay(new Date(beganAt)), sort: '-updated_at' }
  return (
    <section className={styles.area} aria-labelledby="done">
      <h2 id="done" className={styles.title} tabIndex={-1}>
        {anything ? say('done.title', { name: fileName }) : say('done.nothing')}
      </h2>
      {anything ? (
        <StateMark tone="positive" sentence>
          {say('done.trail')}
        </StateMark>
      ) : (
        <p>{say('done.nothing_about', { name: fileName, number: formatNumber(result.unchanged) })}</p>
      )}
      <dl className={styles.counts}>
        {shownCounts(result).map(([label, number]) => (
          <div key={label} className={styles.count}>
            <dt>{label}</dt>
            <dd>{formatNumber(number)}</dd>
          </div>
        ))}
      </dl>
      {result.notices > 0 ? <p className={styles.about}>{say('done.unknown')}</p> : null}
      <div className={styles.next}>
        <Link
          to="/$plural"
          params={{ plural: register.plural }}
          search={anything ? search : {}}
          className={buttonClass('primary')}
        >
          {anything ? say('done.show_new') : say('done.show', { many })}
        </Link>
        {result.duplicates.same_keys > 0 && comparesDuplicates(register) ? (
          <Link
            to="/$plural/$id"
            params={{ plural: register.plural, id: 'duplicates' }}
            className={buttonClass('plain')}
          >
            {say('done.duplicates_open')}
          </Link>
        ) : null}
        <Button onClick={onAgain}>{say('done.again')}</Button>
        {anything && mayUndo(session) ? (
          <Button
            look="quiet"
            onClick={() =>
              undoing.ask({ operationId: result.operation_id, text: say('run.done', { name: fileName }) })
            }
          >
            {say('done.undo')}
          </Button>
        ) : null}
      </div>
    </section>
  )
}
