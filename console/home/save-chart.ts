import { saveFile } from '#console/page/save-file.ts'

/** Twice as many dots, for screens and print that have them. */
const DOTS = 2
const HEAD = 40
const FOOT = 28
/** A square in the colour of a series, its name, and air. */
const KEY = 10
const AIR = 18
/** What the sheet of the page says of a drawing, and a picture must say itself. */
const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linejoin', 'font-family', 'font-size'] as const

/** Saves a drawing as PNG, with its title and what its colours mean, in the colours of the page: drawn anew by the browser from its own text, as nothing else may be loaded. */
export async function saveChart(drawing: SVGSVGElement, { title, file, names }: { title: string; file: string; names: readonly string[] }): Promise<void> {
  const { width, height } = drawing.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(alone(drawing)))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width * DOTS
  canvas.height = (height + HEAD + FOOT) * DOTS
  const pen = canvas.getContext('2d')
  if (pen === null) return
  const { backgroundColor } = getComputedStyle(drawing.closest('.card') ?? document.body)
  const { color, fontFamily } = getComputedStyle(drawing)
  pen.scale(DOTS, DOTS)
  pen.fillStyle = backgroundColor
  pen.fillRect(0, 0, width, height + HEAD + FOOT)
  pen.fillStyle = color
  pen.font = `600 15px ${fontFamily}`
  pen.fillText(title, 16, 26)
  pen.drawImage(image, 0, HEAD, width, height)
  pen.font = `12px ${fontFamily}`
  const keys = [...drawing.closest('[data-chart]')?.querySelectorAll('.chart-key') ?? []]
  names.reduce((left, name, tone) => {
    pen.fillStyle = getComputedStyle(keys[tone] ?? drawing).backgroundColor
    pen.fillRect(left, HEAD + height + 4, KEY, KEY)
    pen.fillStyle = color
    pen.fillText(name, left + KEY + 6, HEAD + height + 4 + KEY)
    return left + KEY + 6 + pen.measureText(name).width + AIR
  }, 16)
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png') })
  if (blob !== null) saveFile(blob, `${file}.png`)
}

/** A copy that looks the same without the page. */
function alone(drawing: SVGSVGElement): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const copies = copy.querySelectorAll<SVGElement>('*')
  drawing.querySelectorAll<SVGElement>('*').forEach((part, place) => {
    const looks = getComputedStyle(part)
    for (const name of KEPT) copies[place]?.setAttribute(name, looks.getPropertyValue(name))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  return copy
}
