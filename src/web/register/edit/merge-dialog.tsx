import { useState } from 'react'
import { listFields } from '../../../kernel/register/filter.ts'
import { titleOf } from '../../client/titles.ts'
import { formatInstant } from '../../messages/format.ts'
import { t } from '../../messages/message.ts'
import { labelOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFoot } from '../../ui/overlay/dialog.tsx'
import { Value } from '../value/value.tsx'
import { type Conflict, type Difference, differencesOf, mergedChanges } from './conflict.ts'
import styles from './merge-dialog.module.css'
import { revise } from './revise.ts'

type Side = 'mine' | 'theirs'

function SideCell({
  conflict,
  difference,
  side,
  chosen,
  onChoose,
}: {
  conflict: Conflict
  difference: Difference
  side: Side
  chosen: Side
  onChoose: () => void
}) {
  const { register } = conflict
  const declared = listFields(register)[difference.field]
  if (!declared) return null
  const shown = (
    <Value register={register} field={difference.field} declared={declared} value={difference[side]} whole />
  )
  if (!difference.contested) return <span className={side === 'mine' ? styles.moved : ''}>{shown}</span>
  return (
    <label className={styles.choice}>
      <input
        type="radio"
        name={`keep-${difference.field}`}
        checked={chosen === side}
        onChange={onChoose}
        aria-label={t(side === 'mine' ? 'merge.keep_mine' : 'merge.keep_theirs', {
          name: labelOf(register, difference.field),
        })}
      />
      {shown}
    </label>
  )
}

/** Shows both versions of a record, field by field, and lets the person decide what it becomes. */
export function MergeDialog({ conflict, onClose }: { conflict: Conflict; onClose: () => void }) {
  const [kept, setKept] = useState<Readonly<Record<string, Side>>>({})
  const differences = differencesOf(conflict)
  const { register, theirs, base } = conflict
  const save = () => {
    const changes = mergedChanges(conflict, kept)
    onClose()
    if (Object.keys(changes).length > 0) void revise(register, theirs, changes)
  }
  const who = theirs.updated_by ? titleOf(theirs.updated_by) : undefined
  return (
    <Dialog
      title={t('merge.title', { title: String(theirs[register.title] ?? base.id) })}
      shape="wide"
      onClose={onClose}
    >
      <DialogBody>
        <p className={styles.lead}>
          {t('merge.about', { who: who ?? t('merge.somebody'), when: formatInstant(theirs.updated_at) })}
        </p>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('merge.field')}</th>
              <th scope="col">{t('merge.mine')}</th>
              <th scope="col">{t('merge.theirs')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <tr key={difference.field}>
                <td>{labelOf(register, difference.field)}</td>
                {(['mine', 'theirs'] as const).map((side) => (
                  <td key={side}>
                    <SideCell
                      conflict={conflict}
                      difference={difference}
                      side={side}
                      chosen={kept[difference.field] ?? 'mine'}
                      onChoose={() => setKept({ ...kept, [difference.field]: side })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </DialogBody>
      <DialogFoot>
        <Button onClick={onClose}>{t('merge.drop')}</Button>
        <Button look="primary" onClick={save}>
          {t('merge.save')}
        </Button>
      </DialogFoot>
    </Dialog>
  )
}
