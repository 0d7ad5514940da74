import { IconCopy } from '@tabler/icons-react'
import { useId, useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { copy } from './copy.ts'
import styles from './secret-line.module.css'
import { say } from './text.ts'

/** In groups of four, as people read a long key aloud and type it. */
const inFours = (text: string): string => text.match(/.{1,4}/g)?.join(' ') ?? text

/** Something that is shown once, to be copied: all of it can be seen. */
export function SecretLine({ label, text, typed = false }: { label: string; text: string; typed?: boolean }) {
  const id = useId()
  const shown = useRef<HTMLTextAreaElement>(null)
  return (
    <div>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.line}>
        <textarea
          id={id}
          ref={shown}
          className={styles.text}
          readOnly
          rows={2}
          spellCheck={false}
          value={typed ? inFours(text) : text}
          onFocus={(event) => event.target.select()}
        />
        <Button onClick={() => void copy(text, shown.current)}>
          <IconCopy size={14} stroke={1.75} />
          {say('settings.copy')}
        </Button>
      </div>
    </div>
  )
}
