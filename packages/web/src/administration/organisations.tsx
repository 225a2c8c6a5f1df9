import { API, NATURES, type Organisation } from '@gouji/api'
import { App, Button, Form, Input, Modal, Select } from 'antd'
import { useMemo, useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { OrganisationSelect } from '../documents/confirm.tsx'
import { dayOf } from '../home/clock.ts'
import { groupBy } from '../parts/group-by.ts'
import { Loaded } from '../parts/loaded.tsx'
import { VirtualTable } from '../parts/virtual-table.tsx'
import { useMay } from '../shell/me.tsx'
import { KIND_NAMES } from '../words.ts'
import { type OrganisationImport, OrganisationsPreview } from './organisations-preview.tsx'

export default function Organisations() {
  const may = useMay()
  const { message, modal } = App.useApp()
  const tree = useRead(API.organisations.tree, { query: {} })
  const importing = useAct(API.organisations.importWorkbook, [API.organisations.tree])
  const [text, setText] = useState('')
  const [edited, setEdited] = useState<Organisation | 'new'>()
  const [coming, setComing] = useState<{ readonly file: File; readonly preview: OrganisationImport }>()
  const input = useRef<HTMLInputElement>(null)
  const mayChange = may(API.organisations.add)
  const look = async (file: File): Promise<void> => {
    try {
      setComing({
        file,
        preview: await call(API.organisations.importWorkbook, { query: { confirm: 'no' }, files: [file] }),
      })
    } catch (error) {
      modal.error({ title: '没有导入', content: wordsOf(error), width: 560 })
    }
  }
  return (
    <section className="panel" aria-labelledby="organisations">
      <div className="panel-head">
        <h2 id="organisations">机构</h2>
        <Input.Search
          allowClear
          placeholder="编码或名称"
          aria-label="按编码或名称查找"
          style={{ width: 200 }}
          onChange={(e) => setText(e.target.value)}
        />
        {mayChange ? (
          <>
            <Button onClick={() => input.current?.click()}>由 Excel 导入</Button>
            <Button type="primary" onClick={() => setEdited('new')}>
              新增机构
            </Button>
          </>
        ) : null}
        <input
          ref={input}
          type="file"
          accept=".xlsx"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="选择机构工作簿"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) void look(file)
            event.target.value = ''
          }}
        />
      </div>
      {mayChange ? (
        <p className="soft">
          导入的工作簿第一行写列名：编码、名称、上级编码，可另有类别、性质、行政区划、起、止；编码已有的按表修改，没有的新增。
        </p>
      ) : null}
      <Loaded query={tree}>
        {(list) => <List list={list} text={text.trim()} onEdit={mayChange ? setEdited : undefined} />}
      </Loaded>
      {edited ? (
        <Edit
          key={edited === 'new' ? 'new' : edited.id}
          organisation={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
      {coming ? (
        <Modal
          open
          width={760}
          title={`导入 ${coming.file.name}`}
          okText="确认导入"
          okButtonProps={{
            disabled:
              coming.preview.problems.length > 0 || coming.preview.added.length + coming.preview.changed.length === 0,
            loading: importing.isPending,
          }}
          onCancel={() => setComing(undefined)}
          onOk={() =>
            importing.mutate(
              { query: { confirm: 'yes' }, files: [coming.file] },
              {
                onSuccess: () => {
                  setComing(undefined)
                  void message.success('已导入')
                },
                onError: (e) => void message.error(wordsOf(e)),
              },
            )
          }
        >
          <OrganisationsPreview preview={coming.preview} list={tree.data ?? []} />
        </Modal>
      ) : null}
    </section>
  )
}

interface ListProps {
  readonly list: readonly Organisation[]
  readonly text: string
  readonly onEdit: ((organisation: Organisation) => void) | undefined
}

function List({ list, text, onEdit }: ListProps) {
  const rows = useMemo(() => {
    const children = groupBy(list, (o) => (o.parent && list.some((p) => p.id === o.parent) ? o.parent : ''))
    const visit = (parent: string, depth: number): { o: Organisation; depth: number }[] =>
      (children.get(parent) ?? []).flatMap((o) => [{ o, depth }, ...visit(o.id, depth + 1)])
    return visit('', 0).filter(({ o }) => text === '' || o.name.includes(text) || o.code.startsWith(text))
  }, [list, text])
  if (list.length === 0) return <p className="empty">还没有机构。可新增，也可由 Excel 导入整个区县的机构。</p>
  return (
    <VirtualTable
      label="全部机构"
      rows={rows}
      keyOf={({ o }) => o.id}
      columns={6}
      head={
        <tr>
          <th>名称</th>
          <th>编码</th>
          <th>类别</th>
          <th>性质</th>
          <th>起止</th>
          <th>操作</th>
        </tr>
      }
    >
      {({ o, depth }) => (
        <>
          <th scope="row" style={{ paddingLeft: 10 + depth * 20 }}>
            {o.name}
          </th>
          <td className="nowrap">{o.code}</td>
          <td>{KIND_NAMES[o.kind]}</td>
          <td>{o.nature}</td>
          <td className="nowrap">
            {o.from} 至 {o.to ?? '今'}
          </td>
          <td>
            {onEdit ? (
              <Button size="small" onClick={() => onEdit(o)} aria-label={`修改 ${o.name}`}>
                修改
              </Button>
            ) : null}
          </td>
        </>
      )}
    </VirtualTable>
  )
}

type Entered = Omit<Organisation, 'id' | 'version'>

function Edit({
  organisation,
  onClose,
}: {
  readonly organisation: Organisation | undefined
  readonly onClose: () => void
}) {
  const { message } = App.useApp()
  const add = useAct(API.organisations.add, [API.organisations.tree])
  const change = useAct(API.organisations.change, [API.organisations.tree])
  const [form] = Form.useForm<Entered>()
  const [parent, setParent] = useState(organisation?.parent)
  const end = {
    onSuccess: () => {
      onClose()
      void message.success('已保存')
    },
    onError: (e: Error) => void message.error(wordsOf(e)),
  }
  const submit = (entered: Entered): void => {
    const { to, ...rest } = entered
    const body = { ...rest, ...(to ? { to } : {}), ...(parent ? { parent } : {}) }
    if (organisation) change.mutate({ params: { id: organisation.id }, version: organisation.version, body }, end)
    else add.mutate({ body }, end)
  }
  const required = [{ required: true, message: '请填写' }]
  return (
    <Modal
      open
      title={organisation ? `修改 ${organisation.name}` : '新增机构'}
      okText="保存"
      okButtonProps={{ loading: add.isPending || change.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Entered>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={organisation ?? { kind: 'unit', nature: '行政', from: dayOf(new Date()) }}
      >
        <Form.Item label="名称" name="name" rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item label="上级机构">
          <OrganisationSelect
            value={parent}
            onChange={setParent}
            allowClear
            label="上级机构"
            width="100%"
            placeholder="最上一级不填"
          />
        </Form.Item>
        <div className="form-grid">
          <Form.Item label="类别" name="kind">
            <Select options={Object.entries(KIND_NAMES).map(([value, label]) => ({ value, label }))} />
          </Form.Item>
          <Form.Item label="性质" name="nature">
            <Select options={NATURES.map((value) => ({ value, label: value }))} />
          </Form.Item>
          <Form.Item
            label="预算编码"
            name="code"
            rules={[{ required: true, pattern: /^\d{3,12}$/, message: '三到十二位数字' }]}
          >
            <Input />
          </Form.Item>
          <Form.Item
            label="行政区划"
            name="region"
            rules={[{ required: true, pattern: /^\d{6}$/, message: '六位数字' }]}
          >
            <Input />
          </Form.Item>
          <Form.Item label="自" name="from" rules={required}>
            <Input type="date" />
          </Form.Item>
          <Form.Item label="至" name="to">
            <Input type="date" />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
