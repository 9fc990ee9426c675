"""Scenes of what a company makes its own: fields and words."""

from __future__ import annotations

from desktop.views.customizing.field_dialog import OwnFieldDialog
from desktop.views.customizing.fields_dialog import OwnFieldsDialog
from desktop.views.customizing.sequences_dialog import SequencesDialog
from desktop.views.customizing.words_dialog import OwnWordsDialog
from desktop.views.shell.targets import LIST, Target, record
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

FIELDS = (
    {"label_vi": "Số nhân viên kinh doanh", "kind": "integer", "in_list": True},
    {"label_vi": "Ngày khảo sát", "kind": "date"},
    {"label_vi": "Hạng thẻ", "kind": "choice", "choices": [{"vi": "Vàng"}, {"vi": "Bạc"}]},
    {
        "label_vi": "Dịch vụ đã mua",
        "kind": "choices",
        "choices": [{"vi": "Tư vấn"}, {"vi": "Lắp đặt"}, {"vi": "Bảo hành"}],
        "in_list": True,
    },
    {"label_vi": "Màu bảng hiệu", "kind": "colour", "in_list": True},
    {"label_vi": "Biên bản khảo sát", "kind": "rich_text"},
    {"label_vi": "Số hồ sơ", "kind": "sequence", "default_value": "HS{YY}-{NNN}"},
)
VALUES = {
    "x_dich_vu_da_mua": ["tu_van", "bao_hanh"],
    "x_mau_bang_hieu": "#d92d20",
    "x_bien_ban_khao_sat": "<h2>Khảo sát</h2><ul><li>mặt tiền <b>6 m</b></li><li>2 tầng</li></ul>",
}


@scene("customizing")
async def own_fields_and_words(studio: Studio) -> None:
    for said in FIELDS:
        await studio.jobs.command("custom_field.define", entity="account", **said)
    ids = [str(studio.subjects.company)]
    await studio.jobs.command("account.change", ids=ids, values=VALUES)
    await studio.go(Target(LIST, "account"))
    await studio.settle()
    await studio.shoot("own-fields-list")
    studio.window.commands.run("tools.own_fields")
    dialog = await studio.top(OwnFieldsDialog)
    chosen = dialog.list.topLevelItem(2)
    if chosen is not None:
        dialog.list.setCurrentItem(chosen)
    await studio.shoot("own-fields")
    dialog.change.click()
    editor = await studio.top(OwnFieldDialog)
    dialog.hide()
    await studio.shoot("own-field")
    dialog.show()
    editor.reject()
    dialog.reject()
    await studio.go(record("account", studio.subjects.company))
    await studio.settle()
    await studio.shoot("own-fields-card")
    studio.window.commands.run("tools.own_words")
    words = await studio.top(OwnWordsDialog)
    words.search.setText("khách")
    await studio.shoot("own-words")
    words.reject()


@scene("sequences")
async def number_sequences(studio: Studio) -> None:
    studio.window.commands.run("tools.sequences")
    sequences = await studio.top(SequencesDialog)
    await studio.settle()
    await studio.shoot("sequences")
    sequences.reject()
