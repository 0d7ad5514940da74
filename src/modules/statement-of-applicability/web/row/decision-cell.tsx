import { IconCircleMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { OptionList } from '../../../../web/ui/field/option-list.tsx'
import { StateMark } from '../../../../web/ui/mark/state-mark.tsx'
import { Popover } from '../../../../web/ui/overlay/popover.tsx'
import { decisionWord } from '../../export/statement-lines.ts'
import type { StatementRow } from '../../statement.ts'
import { useEditing } from '../editing.ts'
import { t } from '../texts.ts'
import styles from './row.module.css'

/** What was decided about a control, as a shape and a word. */
export function DecisionMark({ applicable }: { applicable: boolean | null }) {
  const word = decisionWord(applicable)
  if (applicable === null) return <StateMark tone="neutral">{word}</StateMark>
  if (applicable) return <StateMark tone="positive">{word}</StateMark>
  return (
    <span className={styles.excluded}>
      <IconCircleMinus size={15} stroke={1.75} />
      {word}
    </span>
  )
}

const choices = ['applies', 'excluded', 'undecided'] as const
type Choice = (typeof choices)[number]
const values: Readonly<Record<Choice, boolean | null>> = { applies: true, excluded: false, undecided: null }

/** The decision about a row. Leaving a control out asks for the reason first. */
export function DecisionCell({ row }: { row: StatementRow }) {
  const editing = useEditing()
  const [open, setOpen] = useState(false)
  if (!editing.may(row))
    return (
      <span className={styles.still}>
        <DecisionMark applicable={row.applicable} />
      </span>
    )
  const pick = (picked: string) => {
    setOpen(false)
    const choice = choices.find((one) => one === picked)
    if (!choice || values[choice] === row.applicable) return
    if (choice === 'excluded') editing.exclude(row)
    else void editing.change(row, { applicable: values[choice] })
  }
  return (
    <Popover
      opened={open}
      onClose={() => setOpen(false)}
      label={t('soa.column.decision')}
      anchor={
        <button
          type="button"
          className={styles.pick}
          aria-haspopup="listbox"
          aria-expanded={open}
          aria-label={t('soa.row.decide', { title: row.title, value: decisionWord(row.applicable) })}
          onClick={() => setOpen(!open)}
        >
          <DecisionMark applicable={row.applicable} />
        </button>
      }
    >
      <OptionList
        label={t('soa.column.decision')}
        options={choices.map((value) => ({ value, label: decisionWord(values[value]) }))}
        selected={choices.filter((one) => values[one] === row.applicable)}
        onPick={pick}
      />
    </Popover>
  )
}
