/** What a store without a program begins with: one point a unit of money, for a year, and two levels. It passes the check as it stands. */
export const FIRST_PROGRAM = `program: first
name: { en: First program, zh-CN: 第一个会员方案 }
currency: USD
zone: UTC

markets:
  home: { name: { en: Home market, zh-CN: 本国市场 }, currency: USD, earn: "1", redeem: { points: 100, worth: "1.00" } }

earn:
  - id: purchase
    name: { en: Purchase, zh-CN: 购物积分 }
    on: order.paid
    rate: market

expiry: { after: { years: 1 } }

tiers:
  - id: main
    name: { en: Levels, zh-CN: 会员等级 }
    levels:
      - { id: basic, name: { en: Basic, zh-CN: 普通会员 } }
      - id: gold
        name: { en: Gold, zh-CN: 金卡会员 }
        entry: { spend: "500", window: { rolling: { days: 365 } } }
`
