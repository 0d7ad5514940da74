import { useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { formatNumber } from '../../messages/format.ts'
import { Button } from '../../ui/button.tsx'
import { OptionList } from '../../ui/field/option-list.tsx'
import { Select } from '../../ui/field/select.tsx'
import { Popover } from '../../ui/overlay/popover.tsx'
import type { ImportPreview, MappingChoice } from '../exchange-call.ts'
import { say, sayCount } from '../text.ts'
import { ColumnTable } from './column-table.tsx'
import { withKey } from './mapping-edit.ts'
import styles from './mapping-section.module.css'

interface Props {
  register: AnyRegister
  preview: ImportPreview
  busy: boolean
  onMapping: (mapping: MappingChoice) => void
}

const here = '-here-'
const anew = '-suggest-'

/** The known mappings, the one in use, and the way back to a suggestion. */
function MappingChoiceList({ preview, onMapping }: Props) {
  const { mapping, mapping_source, known_mappings } = preview
  const own = !known_mappings.some(({ name }) => name === mapping.name)
  const options = [
    ...(own ? [{ value: here, label: mapping.title }] : []),
    ...known_mappings.map(({ name, title, fits }) => ({
      value: name,
      label: fits ? title : `${title} (${say('mapping.other_form')})`,
    })),
    ...(mapping_source === 'suggested' ? [] : [{ value: anew, label: say('mapping.suggest') }]),
  ]
  return (
    <Select
      label={say('mapping.with')}
      value={own ? here : mapping.name}
      options={options}
      onChange={(value) => {
        if (value === anew) onMapping(undefined)
        else if (value !== here) onMapping(value)
      }}
    />
  )
}

function KeyChoice({ preview, onMapping }: Props) {
  const [open, setOpen] = useState(false)
  const { mapping, columns } = preview
  const chosen = mapping.key.columns
  const toggle = (value: string) => {
    const position = Number(value)
    const column = columns.find((one) => one.position === position)
    if (!column) return
    const without = chosen.filter((one) => one.position !== position)
    onMapping(withKey(mapping, without.length < chosen.length ? without : [...chosen, column]))
  }
  return (
    <div className={styles.key}>
      <span className={styles.label}>{say('mapping.key')}</span>
      <Popover
        opened={open}
        onClose={() => setOpen(false)}
        label={say('mapping.key')}
        anchor={
          <button
            type="button"
            className={styles.picked}
            aria-expanded={open}
            aria-label={`${say('mapping.key')}: ${chosen.map(({ header }) => header).join(', ')}`}
            onClick={() => setOpen(!open)}
          >
            {chosen.map(({ header }) => header).join(' · ')}
          </button>
        }
      >
        <OptionList
          label={say('mapping.key')}
          multiple
          options={columns.map(({ position, header }) => ({
            value: String(position),
            label: `${position} ${header}`,
          }))}
          selected={chosen.map(({ position }) => String(position))}
          onPick={toggle}
        />
      </Popover>
      <span className={styles.quiet}>{say('mapping.key_about')}</span>
    </div>
  )
}

/** Columns that are not where the mapping expects them. */
function Misfit({ preview }: { preview: ImportPreview }) {
  return (
    <div className={styles.misfit} role="alert">
      <p>{say('mapping.misfit')}</p>
      <ul>
        {preview.mismatches.slice(0, 10).map(({ expected, found_header }) => (
          <li key={`${expected.position} ${expected.header}`}>
            {found_header === null
              ? say('mapping.expected_none', { position: expected.position, expected: expected.header })
              : say('mapping.expected', {
                  position: expected.position,
                  expected: expected.header,
                  found: found_header,
                })}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** With which mapping the file is read; column by column when the person wants to see or change it. */
export function MappingSection(props: Props) {
  const { preview } = props
  const [open, setOpen] = useState(preview.mapping_source === 'suggested' || !preview.fits)
  const columns = preview.columns.length
  return (
    <section aria-labelledby="mapping">
      <h2 id="mapping" className={styles.heading}>
        {say('mapping.title')}
      </h2>
      <div className={styles.line}>
        <MappingChoiceList {...props} />
        <Button look="quiet" aria-expanded={open} aria-controls="columns" onClick={() => setOpen(!open)}>
          {say(open ? 'mapping.hide' : 'mapping.show')}
        </Button>
      </div>
      <p className={styles.quiet}>
        {say(`mapping.${preview.mapping_source}`)} {sayCount('file.columns', columns, formatNumber(columns))}.
      </p>
      {preview.fits ? null : <Misfit preview={preview} />}
      {open ? (
        <div id="columns">
          <KeyChoice {...props} />
          <ColumnTable {...props} />
        </div>
      ) : null}
    </section>
  )
}
