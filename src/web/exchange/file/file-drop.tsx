import { IconFileSpreadsheet } from '@tabler/icons-react'
import { type DragEvent, useRef, useState } from 'react'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { inSentence, manyOf } from '../../messages/words.ts'
import { Button } from '../../ui/button.tsx'
import { say } from '../text.ts'
import styles from './file-drop.module.css'

const accepted =
  '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Where an import begins: a file is dropped or chosen. */
export function FileDrop({ register, onFile }: { register: AnyRegister; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  return (
    <div className={styles.begin}>
      <section
        className={styles.area}
        data-over={over}
        aria-label={say('import.drop')}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size={28} stroke={1.25} />
        <h2 className={styles.title}>{say(over ? 'import.drop_over' : 'import.drop')}</h2>
        <p className={styles.formats}>{say('import.formats')}</p>
        <Button look="primary" large onClick={() => input.current?.click()}>
          {say('import.choose')}
        </Button>
        <input
          ref={input}
          type="file"
          accept={accepted}
          hidden
          aria-label={say('import.choose')}
          onChange={(event) => {
            const file = event.target.files?.[0]
            // The same file may be chosen again after it was corrected.
            event.target.value = ''
            if (file) onFile(file)
          }}
        />
      </section>
      <p className={styles.lead}>{say('import.lead', { many: inSentence(manyOf(register)) })}</p>
      <p>{say('import.promise')}</p>
      <p>{say('import.again')}</p>
    </div>
  )
}
