import { restoreFormula } from '../../../kernel/tabular/cell/formula-safety.ts'
import type { ColumnRef, Finding } from '../../../kernel/tabular/finding.ts'
import { error, notice } from '../../../kernel/tabular/finding.ts'
import { cellTooLong, tooManyColumns } from '../table-shape.ts'
import type { TabularLimits } from '../tabular-limits.ts'
import { dateText, numberText } from './workbook-number.ts'
import type { WorkbookParts } from './workbook-parts.ts'
import { TextCollector } from './workbook-parts.ts'
import { fromWorkbookText } from './workbook-text.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { XmlError } from './xml-scanner.ts'

const MOST_COLUMNS = 16_384
const MOST_SHOWN = 200
/** A character may be stored as `_xHHHH_`. */
const LONGEST_ESCAPE = 7

/** A row of a sheet. Columns of findings carry a position only: the header may not be known yet. */
export type SheetRow = { readonly line: number; readonly cells: string[]; readonly findings: Finding[] }

type Cell = {
  readonly index: number
  readonly type: string
  readonly style: number
  value: string
  formula: boolean
}

/**
 * Turns a sheet's XML into rows. Formulas are never evaluated and their stored result is not taken over: the cell stays
 * empty and the row is reported with what was stored. Merged areas keep their value in the first cell, as they do in the file.
 */
export class SheetReader implements XmlHandler {
  mergedAreas = 0
  readonly #parts: WorkbookParts
  readonly #limits: TabularLimits
  readonly #rich = new TextCollector()
  #ready: SheetRow[] = []
  #hidden: (readonly [number, number])[] = []
  #row: SheetRow | undefined
  #lastLine = 0
  #cell: Cell | undefined
  #lastIndex = -1
  #characters = 0
  #inValue = false

  constructor(parts: WorkbookParts, limits: TabularLimits) {
    this.#parts = parts
    this.#limits = limits
  }

  /** Takes the rows that are complete so far. */
  taken(): SheetRow[] {
    const rows = this.#ready
    this.#ready = []
    return rows
  }

  /** Complete once the first row was read: a sheet declares its columns before its rows. */
  hides(position: number): boolean {
    return this.#hidden.some(([first, last]) => first <= position && position <= last)
  }

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'c') this.#openCell(attribute)
    else if (name === 'v') this.#inValue = true
    else if (name === 'f') this.#markFormula()
    else if (name === 'row') this.#openRow(attribute)
    else if (name === 'is') this.#rich.begin()
    else if (name === 'mergeCell') this.mergedAreas += 1
    else if (name === 'col' && /^(1|true)$/.test(attribute('hidden') ?? '')) this.#hideColumns(attribute)
    else this.#rich.open(name)
  }

  text(text: string): void {
    if (this.#cell === undefined) return
    this.#characters += text.length
    if (this.#characters > LONGEST_ESCAPE * this.#limits.cellCharacters)
      throw cellTooLong(this.#limits, this.#lastLine, this.#cell.index + 1)
    if (this.#inValue) this.#cell.value += text
    else this.#rich.text(text)
  }

  close(name: string): void {
    if (name === 'v') this.#inValue = false
    else if (name === 'c') this.#closeCell()
    else if (name === 'is' && this.#cell !== undefined) this.#cell.value = this.#rich.taken()
    else if (name === 'row' && this.#row !== undefined) {
      this.#ready.push(this.#row)
      this.#row = undefined
    } else this.#rich.close(name)
  }

  #openRow(attribute: (name: string) => string | undefined): void {
    const line = Number(attribute('r') ?? this.#lastLine + 1)
    if (!Number.isInteger(line) || line <= this.#lastLine) throw new XmlError('its rows are not in order')
    this.#lastLine = line
    this.#lastIndex = -1
    const hidden = /^(1|true)$/.test(attribute('hidden') ?? '')
    const findings: Finding[] = hidden ? [{ ...notice('tabular.hidden_row'), column: null }] : []
    this.#row = { line, cells: [], findings }
  }

  #openCell(attribute: (name: string) => string | undefined): void {
    if (this.#row === undefined) throw new XmlError('a cell stands outside a row')
    const reference = attribute('r')
    const index = reference === undefined ? this.#lastIndex + 1 : columnIndex(reference)
    if (index <= this.#lastIndex) throw new XmlError('its cells are not in order')
    this.#lastIndex = index
    this.#characters = 0
    const style = Number(attribute('s') ?? 0)
    this.#cell = { index, type: attribute('t') ?? 'n', style, value: '', formula: false }
  }

  #closeCell(): void {
    const { row, cell } = { row: this.#row, cell: this.#cell }
    if (row === undefined || cell === undefined) return
    const text = this.#cellText(cell, row)
    this.#cell = undefined
    // Formatted cells without content are not worth padding a row for.
    if (text === '') return
    if (cell.index >= this.#limits.columns) throw tooManyColumns(this.#limits, row.line)
    while (row.cells.length < cell.index) row.cells.push('')
    row.cells.push(text)
  }

  #cellText(cell: Cell, row: SheetRow): string {
    const column: ColumnRef = { position: cell.index + 1, header: '' }
    const written = this.#written(cell)
    if (cell.formula) {
      const detail = { stored_value: (written ?? cell.value).slice(0, MOST_SHOWN) }
      row.findings.push({ ...error('tabular.formula_cell', detail), column })
      return ''
    }
    if (cell.type === 'e') {
      row.findings.push({
        ...error('tabular.error_cell', { value: cell.value.slice(0, MOST_SHOWN) }),
        column,
      })
      return ''
    }
    if (written !== null) return written
    row.findings.push({
      ...notice('tabular.cell_unreadable', { value: cell.value.slice(0, MOST_SHOWN) }),
      column,
    })
    return cell.value
  }

  /** Null when the value does not fit its type. */
  #written(cell: Cell): string | null {
    const style = this.#parts.styles[cell.style]
    const restored = (text: string) => (style?.literal ? text : restoreFormula(text))
    switch (cell.type) {
      case 's': {
        const text = cell.value === '' ? '' : this.#parts.sharedTexts[Number(cell.value)]
        if (text === undefined) throw new XmlError('a cell refers to a text that is not there')
        return restored(text)
      }
      case 'inlineStr':
        return restored(cell.value)
      case 'str':
        return restored(fromWorkbookText(cell.value))
      case 'b':
        return cell.value === '1' ? 'TRUE' : cell.value === '0' ? 'FALSE' : null
      case 'd':
        return cell.value.replace(/T00:00:00(\.0+)?Z?$/, '')
      case 'n':
        if (cell.value.trim() === '') return ''
        return style?.number === 'date' ? dateText(cell.value, this.#parts.from1904) : numberText(cell.value)
      default:
        return cell.type === 'e' ? '' : null
    }
  }

  #markFormula(): void {
    if (this.#cell !== undefined) this.#cell.formula = true
  }

  #hideColumns(attribute: (name: string) => string | undefined): void {
    const first = Number(attribute('min') ?? 0)
    if (this.#hidden.length < MOST_COLUMNS) this.#hidden.push([first, Number(attribute('max') ?? first)])
  }
}

/** Index from 0 of a cell reference such as AB12. */
function columnIndex(reference: string): number {
  const letters = /^[A-Z]{1,3}(?=\d+$)/i.exec(reference)?.[0].toUpperCase()
  if (letters === undefined) throw new XmlError('a cell has no place')
  const index = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  if (index >= MOST_COLUMNS) throw new XmlError('a cell lies outside the sheet')
  return index
}
