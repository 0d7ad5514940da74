import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../../messages/message.ts'
import { useShortcuts } from '../../../shell/shortcut/shortcut.ts'
import { useLastOf } from '../../../ui/debounce.ts'
import styles from './toolbar.module.css'

/** The words a list is searched for; they reach the address a moment after the last key. */
export function SearchBox({
  label,
  value,
  onSearch,
}: {
  label: string
  value: string
  onSearch: (words: string) => void
}) {
  const [words, setWords] = useState(value)
  const input = useRef<HTMLInputElement>(null)
  const settle = useLastOf(onSearch, 180)
  useEffect(() => {
    if (document.activeElement !== input.current) setWords(value)
  }, [value])
  useShortcuts([
    {
      keys: '/',
      label: 'shortcut.search',
      section: 'list',
      run: (event) => {
        event.preventDefault()
        input.current?.select()
      },
    },
  ])
  return (
    <search className={styles.search}>
      <IconSearch size={14} stroke={1.75} />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={t('list.search')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          settle(event.target.value.trim())
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.preventDefault()
          if (words !== '') {
            setWords('')
            onSearch('')
          } else input.current?.blur()
        }}
      />
    </search>
  )
}
