import { useState } from 'react'
import { listFields } from '../../../kernel/register/filter.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { choiceOf, labelOf } from '../../messages/words.ts'
import { OptionList } from '../../ui/field/option-list.tsx'
import { Popover } from '../../ui/overlay/popover.tsx'
import stacked from '../../ui/stacked-table.module.css'
import type { ImportPreview, MappingChoice } from '../exchange-call.ts'
import { readableValue } from '../outcome/readable-value.ts'
import { say } from '../text.ts'
import styles from './column-table.module.css'
import { type Chosen, type ColumnRef, type Target, targetsOf, withTarget } from './mapping-edit.ts'
import { ParseDialog } from './parse-dialog.tsx'

interface Props {
  register: AnyRegister
  preview: ImportPreview
  busy: boolean
  onMapping: (mapping: MappingChoice) => void
}

function targetText(register: AnyRegister, target: Target): string {
  if (target.kind === 'field') return labelOf(register, target.name)
  if (target.kind === 'path') return say('mapping.path', { name: labelOf(register, target.name) })
  return say('mapping.custom', { name: target.name.replaceAll('_', ' ') })
}

const none = 'none'
const custom = 'custom'

/** What a column fills: a field of the register, a fact of its own, or nothing. */
function TargetChoice({ register, preview, column, onMapping }: Props & { column: ColumnRef }) {
  const [open, setOpen] = useState(false)
  const targets = targetsOf(preview.mapping, column.position)
  const shown = targets.length === 0 ? [say('mapping.none')] : targets.map((one) => targetText(register, one))
  const certainty = preview.confidence[String(column.position)]
  const options = [
    { value: none, label: say('mapping.none'), hint: say('mapping.none_about') },
    { value: custom, label: say('mapping.custom_choice') },
    ...Object.keys(register.fields)
      .filter((name) => !register.fields[name]?.computed)
      .map((name) => ({ value: `field ${name}`, label: labelOf(register, name) })),
  ]
  const pick = (value: string) => {
    setOpen(false)
    const chosen: Chosen = value === none || value === custom ? value : { field: value.slice(6) }
    const field = typeof chosen === 'object' ? chosen.field : ''
    const labels = Object.fromEntries(
      (register.fields[field]?.values ?? []).map((one) => [one, choiceOf(register, field, one)]),
    )
    onMapping(withTarget(register, preview.mapping, column, chosen, labels))
  }
  return (
    <Popover
      opened={open}
      onClose={() => setOpen(false)}
      label={say('mapping.choose')}
      anchor={
        <button
          type="button"
          className={styles.picked}
          data-none={targets.length === 0}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className="sr-only">{say('mapping.change_target', { position: column.position })}</span>
          {shown.map((text) => (
            <span key={text}>{text}</span>
          ))}
          {certainty === undefined ? null : (
            <span className={styles.sure}>
              {say('mapping.sure', { percent: Math.round(certainty * 100) })}
            </span>
          )}
        </button>
      }
    >
      <OptionList
        label={say('mapping.choose')}
        options={options}
        selected={targets.map((one) =>
          one.kind === 'custom' ? custom : one.kind === 'field' ? `field ${one.name}` : '',
        )}
        onPick={pick}
      />
    </Popover>
  )
}

const shownExamples = 3

function Examples({
  register,
  preview,
  targets,
}: Pick<Props, 'register' | 'preview'> & { targets: Target[] }) {
  const [first] = targets
  if (!first) return null
  const declared = listFields(register)[first.name]
  const values = preview.sample.map(({ values: row }) => row[first.name])
  const words = values.flatMap((value) => readableValue(register, first.name, declared, value))
  const distinct = [...new Set(words)].slice(0, shownExamples)
  return (
    <span className={styles.examples}>
      {distinct.map((one) => (
        <span key={one} className={styles.example}>
          {one}
        </span>
      ))}
    </span>
  )
}

function ColumnRow(props: Props & { column: ColumnRef; onParse: (at: number) => void }) {
  const { register, preview, column, onParse } = props
  const targets = targetsOf(preview.mapping, column.position)
  return (
    <tr>
      <th scope="row">
        <span className={styles.column}>
          <span className={styles.position}>{column.position}</span>
          <span>{column.header}</span>
        </span>
      </th>
      <td data-label={say('mapping.fills')}>
        <TargetChoice {...props} />
      </td>
      <td data-label={say('mapping.read_as')}>
        {targets.map((target) =>
          target.kind === 'path' ? null : (
            <button
              key={target.at}
              type="button"
              className={styles.picked}
              onClick={() => onParse(target.at)}
            >
              <span className="sr-only">{say('mapping.change_parse', { position: column.position })}</span>
              {say(`parse.${target.parse.kind}`)}
            </button>
          ),
        )}
      </td>
      <td data-label={say('mapping.examples')}>
        <Examples register={register} preview={preview} targets={targets} />
      </td>
    </tr>
  )
}

/** Every column of the file: what it fills, how it is read, and the first values that came out. */
export function ColumnTable(props: Props) {
  const { preview, onMapping } = props
  const [parsed, setParsed] = useState<number | null>(null)
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${stacked.stacked}`} aria-busy={props.busy}>
        <thead>
          <tr>
            <th>{say('mapping.column')}</th>
            <th>{say('mapping.fills')}</th>
            <th>{say('mapping.read_as')}</th>
            <th>{say('mapping.examples')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map((column) => (
            <ColumnRow key={column.position} {...props} column={column} onParse={setParsed} />
          ))}
        </tbody>
      </table>
      {parsed === null ? null : (
        <ParseDialog
          register={props.register}
          preview={preview}
          at={parsed}
          onClose={() => setParsed(null)}
          onMapping={(mapping) => {
            setParsed(null)
            onMapping(mapping)
          }}
        />
      )}
    </div>
  )
}
