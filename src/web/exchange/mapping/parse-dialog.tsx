import { useState } from 'react'
import type { ImportMapping } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { formatNumber } from '../../messages/format.ts'
import { choiceOf, labelOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field/select.tsx'
import { TextField } from '../../ui/field/text-field.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import type { ImportPreview } from '../exchange-call.ts'
import { say } from '../text.ts'
import { type Parse, withParse } from './mapping-edit.ts'
import styles from './parse-dialog.module.css'

const wordsOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')

function Words({
  label,
  words,
  onWords,
}: {
  label: string
  words: readonly string[]
  onWords: (words: string[]) => void
}) {
  const [typed, setTyped] = useState(words.join(', '))
  return (
    <TextField
      label={label}
      help={say('parse.words_help')}
      value={typed}
      onChange={(text) => {
        setTyped(text)
        onWords(wordsOf(text))
      }}
    />
  )
}

interface AnswersProps {
  parse: Extract<Parse, { kind: 'choice' | 'list' }>
  /** Answers of the file that nothing is known of yet. */
  met: readonly string[]
  meanings: readonly { readonly value: string; readonly label: string }[]
  onParse: (parse: Parse) => void
}

const unknown = ''

/** What each written answer means; those met and not known yet come first. */
function Answers({ parse, met, meanings, onParse }: AnswersProps) {
  const values = parse.values ?? {}
  const options = [{ value: unknown, label: say('parse.no_meaning') }, ...meanings]
  const known = Object.entries(values)
  const beginnings = parse.kind === 'choice' ? Object.entries(parse.starts_with) : []
  const fresh = met.filter((answer) => !(answer in values)).map((answer) => [answer, null] as const)
  const set = (answer: string, meaning: string) =>
    onParse({ ...parse, values: { ...values, [answer]: meaning === unknown ? null : meaning } })
  const begin = (start: string, meaning: string) => {
    if (parse.kind === 'choice')
      onParse({
        ...parse,
        starts_with: { ...parse.starts_with, [start]: meaning === unknown ? null : meaning },
      })
  }
  return (
    <div>
      <h3 className={styles.heading}>{say('parse.answers')}</h3>
      <p className={styles.quiet}>{say('parse.answers_about')}</p>
      <ul className={styles.answers}>
        {[...fresh, ...known].map(([answer, meaning]) => (
          <li key={answer}>
            <Select
              label={answer}
              value={meaning ?? unknown}
              options={options}
              onChange={(value) => set(answer, value)}
            />
          </li>
        ))}
        {beginnings.map(([start, meaning]) => (
          <li key={`begins ${start}`}>
            <Select
              label={`${say('parse.begins')} “${start}”`}
              value={meaning ?? unknown}
              options={options}
              onChange={(value) => begin(start, value)}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

type Dates = Extract<Parse, { kind: 'date' }>

function DateOrder({ parse, onParse }: { parse: Dates; onParse: (parse: Parse) => void }) {
  const order = parse.formats.includes('M/D/YYYY') ? 'M/D/YYYY' : 'D/M/YYYY'
  return (
    <Select
      label={say('parse.date_order')}
      value={order}
      options={[
        { value: 'D/M/YYYY', label: say('parse.day_first') },
        { value: 'M/D/YYYY', label: say('parse.month_first') },
      ]}
      onChange={(chosen) =>
        onParse({
          ...parse,
          formats: [
            ...parse.formats.filter((format) => format !== 'M/D/YYYY' && format !== 'D/M/YYYY'),
            chosen,
          ],
        })
      }
    />
  )
}

type EditorProps = Omit<AnswersProps, 'parse'> & { parse: Parse }

function Editor({ parse, met, meanings, onParse }: EditorProps) {
  switch (parse.kind) {
    case 'boolean':
      return (
        <>
          <Words
            label={say('parse.yes_words')}
            words={parse.true_words}
            onWords={(true_words) => onParse({ ...parse, true_words })}
          />
          <Words
            label={say('parse.no_words')}
            words={parse.false_words}
            onWords={(false_words) => onParse({ ...parse, false_words })}
          />
        </>
      )
    case 'date':
      return <DateOrder parse={parse} onParse={onParse} />
    case 'number':
      return (
        <Select
          label={say('parse.decimal')}
          value={parse.decimal}
          options={[
            { value: '.', label: say('parse.point') },
            { value: ',', label: say('parse.comma') },
          ]}
          onChange={(decimal) =>
            onParse({ ...parse, decimal, group: parse.group === decimal ? '' : parse.group })
          }
        />
      )
    case 'choice':
    case 'list':
      return meanings.length > 0 ? (
        <Answers parse={parse} met={met} meanings={meanings} onParse={onParse} />
      ) : (
        <p>{say('parse.nothing')}</p>
      )
    default:
      return (
        <p>
          {say('parse.nothing')}{' '}
          {parse.max_length === undefined ? '' : say('parse.max', { count: formatNumber(parse.max_length) })}
        </p>
      )
  }
}

/** How the cells of one column become values. Applying it reads the file again. */
export function ParseDialog({
  register,
  preview,
  at,
  onClose,
  onMapping,
}: {
  register: AnyRegister
  preview: ImportPreview
  /** Which of the mapping's columns. */
  at: number
  onClose: () => void
  onMapping: (mapping: ImportMapping) => void
}) {
  const column = preview.mapping.columns[at]
  const [parse, setParse] = useState<Parse | undefined>(column?.parse)
  if (!column || !parse) return null
  const name = 'field' in column ? column.field : column.custom
  const meanings = (register.fields[name]?.values ?? []).map((value) => ({
    value,
    label: choiceOf(register, name, value),
  }))
  const met = preview.findings.items.flatMap(({ column: where, message_key, detail }) =>
    where?.position === column.position && message_key.endsWith('_unknown') ? [String(detail.value)] : [],
  )
  return (
    <Dialog title={say('parse.title', { column: column.header })} shape="wide" onClose={onClose}>
      <DialogBody>
        <div className={styles.editor}>
          <p className={styles.quiet}>
            {say(`parse.${parse.kind}`)}. {say('parse.fills', { field: labelOf(register, name) })}
          </p>
          <Editor parse={parse} met={[...new Set(met)]} meanings={meanings} onParse={setParse} />
        </div>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{say('parse.cancel')}</Button>
        <Button look="primary" onClick={() => onMapping(withParse(preview.mapping, at, parse))}>
          {say('parse.apply')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
