/** Numbers of automatic lists as Word writes them; headings such as 一、 and （二） often exist only as these. */
export function numeralOf(format: string, n: number): string {
  if (!Number.isInteger(n) || n < 0 || n > 99_999) return String(n)
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'decimalZero':
      return String(n).padStart(2, '0')
    case 'upperLetter':
      return letters(n)
    case 'lowerLetter':
      return letters(n).toLowerCase()
    case 'upperRoman':
      return roman(n)
    case 'lowerRoman':
      return roman(n).toLowerCase()
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
    case 'koreanCounting':
      return counting(n)
    case 'chineseLegalSimplified':
    case 'ideographLegalTraditional':
      return counting(n).replace(
        /[零一二三四五六七八九十百千]/g,
        (c) => LEGAL['零一二三四五六七八九十百千'.indexOf(c)]!,
      )
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
      return [...String(n)].map((d) => '〇一二三四五六七八九'[Number(d)]).join('')
    case 'ideographTraditional':
      return at('甲乙丙丁戊己庚辛壬癸', n)
    case 'ideographZodiac':
      return at('子丑寅卯辰巳午未申酉戌亥', n)
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return n === 0 ? '⓪' : from(0x2460, n, 20)
    case 'decimalEnclosedParen':
      return from(0x2474, n, 20)
    case 'decimalEnclosedFullstop':
      return from(0x2488, n, 20)
    case 'ideographEnclosedCircle':
      return from(0x3220, n, 10)
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(n).replace(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d)))
    default:
      return String(n)
  }
}

const LEGAL = '零壹贰叁肆伍陆柒捌玖拾佰仟'
const DIGITS = '零一二三四五六七八九'

const at = (row: string, n: number): string => row[(n - 1) % row.length] ?? String(n)
const from = (base: number, n: number, last: number): string =>
  n >= 1 && n <= last ? String.fromCodePoint(base + n - 1) : String(n)

/** 10 is 十, 11 is 十一, 105 is 一百零五, 12,000 is 一万二千. */
export function counting(n: number): string {
  if (n < 10) return DIGITS[n]!
  if (n >= 10_000) {
    const rest = n % 10_000
    return `${counting(Math.floor(n / 10_000))}万${rest === 0 ? '' : (rest < 1000 ? '零' : '') + plain(rest)}`
  }
  const text = plain(n)
  return text.startsWith('一十') ? text.slice(1) : text
}

function plain(n: number): string {
  let text = ''
  let gap = false
  for (const [size, word] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(n / size) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += (gap ? '零' : '') + DIGITS[digit]! + word
      gap = false
    }
  }
  return text
}

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(n: number): string {
  let text = ''
  let rest = n
  for (const [value, word] of ROMAN) {
    for (; rest >= value; rest -= value) text += word
  }
  return text
}

/** A to Z, then AA to ZZ, then AAA: Word repeats the letter. */
function letters(n: number): string {
  if (n === 0) return '0'
  return String.fromCharCode(65 + ((n - 1) % 26)).repeat(Math.min(10, Math.floor((n - 1) / 26) + 1))
}
