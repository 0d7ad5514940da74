import { IconFileSpreadsheet } from '@tabler/icons-react'
import { textEncodings } from '../../../kernel/tabular/text-encoding.ts'
import { formatNumber } from '../../messages/format.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/field/select.tsx'
import type { FileReading, ImportPreview } from '../exchange-call.ts'
import { say, sayCount } from '../text.ts'
import styles from './reading-bar.module.css'

const delimiters = [
  { value: ',', label: 'file.comma' },
  { value: ';', label: 'file.semicolon' },
  { value: '\t', label: 'file.tab' },
] as const

/** Names of encodings as people know them: `UTF-8`, `Windows-1252`. */
const encodingName = (name: string): string =>
  name.startsWith('windows') ? name.replace('w', 'W') : name.toUpperCase().replace('_', '-')

/** Which file is read, and how: what was recognised, and another choice where it was not right. */
export function ReadingBar({
  preview,
  reading,
  busy,
  onReading,
  onAnother,
}: {
  preview: ImportPreview
  reading: FileReading
  busy: boolean
  onReading: (reading: FileReading) => void
  onAnother: () => void
}) {
  const { file, rows, columns } = preview
  const known = file.encoding === null || textEncodings.some((name) => name === file.encoding)
  const offered = known || file.encoding === null ? textEncodings : [file.encoding, ...textEncodings]
  return (
    <section className={styles.bar} aria-label={file.name}>
      <div className={styles.file}>
        <IconFileSpreadsheet size={28} stroke={1.25} />
        <div className={styles.named}>
          <h2 className={styles.name}>{file.name}</h2>
          <p className={styles.size}>
            {file.format.toUpperCase()} · {sayCount('file.rows', rows, formatNumber(rows))} ·{' '}
            {sayCount('file.columns', columns.length, formatNumber(columns.length))}
          </p>
        </div>
        <Button look="quiet" onClick={onAnother}>
          {say('import.another')}
        </Button>
      </div>
      <div className={styles.choices} aria-busy={busy}>
        {file.encoding === null ? null : (
          <Select
            label={say('file.encoding')}
            value={file.encoding}
            options={offered.map((value) => ({ value, label: encodingName(value) }))}
            onChange={(encoding) => onReading({ ...reading, encoding })}
          />
        )}
        {file.delimiter === null ? null : (
          <Select
            label={say('file.delimiter')}
            value={file.delimiter}
            options={delimiters.map(({ value, label }) => ({ value: value as string, label: say(label) }))}
            onChange={(chosen) => {
              const delimiter = delimiters.find(({ value }) => value === chosen)?.value
              if (delimiter) onReading({ ...reading, delimiter })
            }}
          />
        )}
        {file.sheets.length > 1 ? (
          <Select
            label={say('file.sheet')}
            value={file.sheet ?? ''}
            options={file.sheets.map((value) => ({ value, label: value }))}
            onChange={(sheet) => onReading({ ...reading, sheet })}
          />
        ) : null}
      </div>
    </section>
  )
}
