/** How large a change must be before its reason has to be told: laid down for a year, for all units below. */
import { API, type ResponseOf } from '@gouji/api'
import { App, Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { YEARS } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'

type Laid = ResponseOf<typeof API.administration.thresholds>

export default function Thresholds() {
  const [year, setYear] = useState(YEARS[0]!)
  const laid = useRead(API.administration.thresholds, { query: { year } })
  return (
    <section className="panel" aria-labelledby="thresholds">
      <div className="panel-head">
        <h2 id="thresholds">增减说明的阈值</h2>
        <Select
          aria-label="年度"
          value={year}
          onChange={setYear}
          options={YEARS.map((y) => ({ value: y, label: `${y} 年` }))}
        />
      </div>
      <p className="soft">
        比上年增减超过这里的比例并且超过这里的金额的，说明里必须写明原因，没有写的不能公开。两项都不填的，按各模板包的规定。
      </p>
      <Loaded query={laid}>{(now) => <Entry key={`${year} ${now.rate} ${now.amount}`} now={now} />}</Loaded>
    </section>
  )
}

function Entry({ now }: { readonly now: Laid }) {
  const { message } = App.useApp()
  const save = useAct(API.administration.setThresholds, [API.administration.thresholds])
  const submit = (entered: Omit<Laid, 'year'>): void => {
    const said = Object.entries(entered).flatMap(([name, value]) =>
      value?.trim() ? [[name, value.trim()] as const] : [],
    )
    save.mutate(
      { body: { year: now.year, ...Object.fromEntries(said) } },
      { onSuccess: () => void message.success('已保存'), onError: (e) => void message.error(wordsOf(e)) },
    )
  }
  return (
    <Form layout="vertical" requiredMark={false} initialValues={now} onFinish={submit} style={{ maxWidth: 520 }}>
      <div className="form-grid">
        <Form.Item label="比例（%）" name="rate" rules={[{ pattern: /^\d{1,4}(?:\.\d)?$/, message: '如 5 或 2.5' }]}>
          <Input inputMode="decimal" placeholder="如 5" />
        </Form.Item>
        <Form.Item
          label="金额（万元）"
          name="amount"
          rules={[{ pattern: /^\d{1,9}(?:\.\d{1,2})?$/, message: '如 10 或 0.50' }]}
        >
          <Input inputMode="decimal" placeholder="如 10" />
        </Form.Item>
      </div>
      <Form.Item label="依据" name="source">
        <Input maxLength={300} placeholder="哪一份文件规定的" />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={save.isPending}>
        保存
      </Button>
    </Form>
  )
}
