import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { minorUnits } from '#engine/currencies'
import { parseMoney } from '#engine/money'
import { PlainText } from '#engine/plain-text'
import { shapeProblems } from '#engine/shape'
import { PutPrice, PutProduct } from './catalogue-shapes.ts'
import type { ReadRow, TableColumns, TableRow, Wanted, WrongField } from './columns.ts'
import { truthOf } from './truths.ts'

export type ProductColumn = 'sku' | 'name' | 'tags' | 'gift_card' | 'sale' | 'cost' | 'freight' | 'duty' | 'min_quantity' | 'increment' | 'retired'
export type PriceColumn = 'list' | 'sku' | 'min_quantity' | 'increment' | 'price'
export type VoucherColumn = 'code'

/** The three that say what a product costs the store. */
export const COST_COLUMNS = ['cost', 'freight', 'duty'] as const satisfies readonly ProductColumn[]

/** Headings as exports of shops and spreadsheets write them, in English and in Chinese. */
const OF_BOTH = {
  sku: ['sku', 'skucode', 'productsku', 'variantsku', 'productcode', 'itemcode', '商品编码', '商品sku', 'sku编码', 'sku编号', '商品编号', '商品货号', '货号', '商家编码', '产品编码', '款号', '商品編碼', '商品編號', '商品貨號', '貨號'],
  min_quantity: ['minquantity', 'minimumquantity', 'minimumorderquantity', 'minqty', 'moq', 'leastquantity', '起购量', '起订量', '起批量', '起购数量', '起订数量', '最小起购量', '最小起订量', '最小购买量', '起購量', '起訂量', '最小起訂量'],
  increment: ['increment', 'multiple', 'step', 'packsize', 'multiplesof', '递增量', '递增数量', '购买倍数', '倍数', '装箱数', '箱规', '遞增量', '裝箱數'],
}
export const PRODUCT_COLUMNS: TableColumns<ProductColumn> = {
  required: ['sku'], optional: ['name', 'tags', 'gift_card', 'sale', ...COST_COLUMNS, 'min_quantity', 'increment', 'retired'],
  headings: {
    ...OF_BOTH,
    name: ['name', 'productname', 'title', 'producttitle', 'itemname', '商品名称', '商品名', '商品标题', '产品名称', '品名', '名称', '商品名稱', '商品標題', '產品名稱', '名稱'],
    tags: ['tags', 'tag', 'producttags', '标签', '商品标签', '標籤', '商品標籤'],
    gift_card: ['giftcard', 'isgiftcard', '礼品卡', '是否礼品卡', '禮品卡'],
    sale: ['sale', 'onsale', 'issaleitem', 'saleitem', '促销', '促销品', '是否促销', '特价', '促銷', '特價'],
    cost: ['cost', 'unitcost', 'costprice', 'costperitem', 'purchaseprice', '成本', '成本价', '单位成本', '采购价', '进货价', '成本價', '單位成本', '進貨價'],
    freight: ['freight', 'inboundfreight', 'freightcost', '头程运费', '入库运费', '运费', '頭程運費', '運費'],
    duty: ['duty', 'customsduty', 'tariff', '关税', '關稅'],
    retired: ['retired', 'isretired', 'discontinued', 'soldnomore', '停售', '已停售', '是否停售', '下架', '已下架'],
  },
}
export const PRICE_COLUMNS: TableColumns<PriceColumn> = {
  required: ['list', 'sku', 'price'], optional: ['min_quantity', 'increment'],
  headings: { ...OF_BOTH, list: ['list', 'pricelist', '价目表', '价格表', '價目表', '價格表'], price: ['price', 'unitprice', 'priceofone', '价格', '单价', '售价', '價格', '單價', '售價'] },
}
/** A partner's codes. */
export const VOUCHER_COLUMNS: TableColumns<VoucherColumn> = {
  required: ['code'], optional: [],
  headings: { code: ['code', 'vouchercode', '券码', '卡券码', '兑换码', '卡密', '券码编号', '券碼', '兌換碼', '券號'] },
}

const TRUTH = 'yes or no (true or false, 1 or 0), or nothing'
const [products, prices, text] = [Compile(PutProduct), Compile(PutPrice), Compile(PlainText)]

/** What stands between tags: the bar of ours, and what people write. */
const BETWEEN_TAGS = /[|;；、]/

/** A product of a file, costs in the program's base currency. */
export function readProduct({ fields }: TableRow<ProductColumn>, currency: string): ReadRow<Required<PutProduct>> {
  const { sku, name, tags, gift_card: giftCard, sale, cost, freight, duty, min_quantity: quantity, increment, retired } = fields
  const [isGiftCard, isSaleItem, isRetired] = [flagOf(giftCard), flagOf(sale), flagOf(retired)]
  const [costMinor, freightMinor, dutyMinor] = [cost === '' ? null : amountOf(cost, currency), ...[freight, duty].map((told) => (told === '' ? 0 : amountOf(told, currency)))]
  const wrong = [
    ...([['gift_card', isGiftCard], ['sale', isSaleItem], ['retired', isRetired]] as const).flatMap(([field, flag]): WrongField[] => (flag === undefined ? [{ field, found: fields[field], wanted: TRUTH, why: { code: 'truth' } }] : [])),
    ...([['cost', costMinor], ['freight', freightMinor], ['duty', dutyMinor]] as const).flatMap(([field, minor]) => (minor === undefined ? [wrongAmount(field, fields[field], currency)] : [])),
  ]
  const row = {
    sku, name: name === '' ? null : name, tags: tags === '' ? [] : tags.split(BETWEEN_TAGS).map((tag) => tag.trim()), isGiftCard: isGiftCard ?? false, isSaleItem: isSaleItem ?? false, isRetired: isRetired ?? false,
    costMinor: costMinor ?? null, freightMinor: freightMinor ?? 0, dutyMinor: dutyMinor ?? 0, ...stepOf(quantity, increment),
  }
  return fitting(products, row, { fields, currency, wrong })
}

/** A price of a file, in the currency of its list's market; of an unknown list nobody knows what a price is. */
export function readPrice({ fields }: TableRow<PriceColumn>, currencies: ReadonlyMap<string, string>): ReadRow<Required<PutPrice>> {
  const { list, sku, min_quantity: quantity, increment, price } = fields
  const currency = currencies.get(list)
  const unitMinor = currency === undefined ? 0 : amountOf(price, currency)
  const wrong: WrongField[] = currency === undefined ? [{ field: 'list', found: list, wanted: 'a price list of the store', why: { code: 'list' } }] : unitMinor === undefined ? [wrongAmount('price', price, currency)] : []
  return fitting(prices, { list, sku, ...stepOf(quantity, increment), unitMinor: unitMinor ?? 0 }, { fields, currency: currency ?? '', wrong })
}

/** A code of a file. */
export function readVoucher({ fields: { code } }: TableRow<VoucherColumn>): ReadRow<string> {
  if (text.Check(code)) return { row: code }
  const [problem] = shapeProblems(text, code)
  return { field: 'code', found: problem?.found ?? '', wanted: problem?.wanted ?? '', why: { code: 'text' } }
}

/** The columns of numbers, by what they are in a row. */
const COLUMN_OF: Readonly<Record<string, string>> = { costMinor: 'cost', freightMinor: 'freight', dutyMinor: 'duty', unitMinor: 'price', minQuantity: 'min_quantity', increment: 'increment' }

type Fields = { fields: Readonly<Record<string, string>>; currency: string; wrong: readonly WrongField[] }

/** The row where nothing is wrong and it has the shape of one; else every mistake, by the column of the file, one for each. */
function fitting<R extends object>(validator: ReturnType<typeof Compile<TSchema>>, row: R, { fields, currency, wrong }: Fields): ReadRow<R> {
  const all = new Map(wrong.map((each) => [each.field, each]))
  for (const { keys: [name = ''], found, wanted } of validator.Check(row) ? [] : shapeProblems(validator, row)) {
    const field = COLUMN_OF[name] ?? name
    // A number is told as it stands in the file.
    if (!all.has(field)) all.set(field, { field, found: (name in COLUMN_OF ? fields[field] : found) ?? '', wanted, why: whyOf(name, currency) })
  }
  const [first, ...also] = all.values()
  return first === undefined ? { row } : also.length === 0 ? first : { ...first, also }
}

function whyOf(name: string, currency: string): Wanted {
  if (name === 'tags') return { code: 'tags' }
  if (name === 'minQuantity' || name === 'increment') return { code: 'quantity' }
  return name.endsWith('Minor') ? { code: 'amount', values: { currency, decimals: minorUnits(currency) } } : { code: 'text' }
}

function flagOf(told: string): boolean | undefined {
  return told === '' ? false : truthOf(told)
}

function stepOf(minQuantity: string, increment: string): { minQuantity: number; increment: number } {
  return { minQuantity: minQuantity === '' ? 1 : Number(minQuantity), increment: increment === '' ? 1 : Number(increment) }
}

function amountOf(told: string, currency: string): number | undefined {
  try {
    return parseMoney(told, currency)
  } catch {
    return undefined
  }
}

function wrongAmount(field: string, found: string, currency: string): WrongField {
  const decimals = minorUnits(currency)
  return { field, found, wanted: `an amount of ${currency} with at most ${decimals} decimals, such as 20`, why: { code: 'amount', values: { currency, decimals } } }
}
