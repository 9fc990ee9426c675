"""Scenes of what a company makes its own: fields and words."""

from __future__ import annotations

from desktop.views.customizing.field_dialog import OwnFieldDialog
from desktop.views.customizing.fields_dialog import OwnFieldsDialog
from desktop.views.customizing.words_dialog import OwnWordsDialog
from desktop.views.shell.targets import LIST, Target, record
from tools.shots.scenes.register import scene
from tools.shots.studio import Studio

FIELDS = (
    {"label_vi": "Số nhân viên kinh doanh", "kind": "integer", "in_list": True},
    {"label_vi": "Ngày khảo sát", "kind": "date", "is_required": True},
    {"label_vi": "Hạng thẻ", "kind": "choice", "choices": [{"vi": "Vàng"}, {"vi": "Bạc"}]},
)


@scene("customizing")
async def own_fields_and_words(studio: Studio) -> None:
    for said in FIELDS:
        await studio.jobs.command("custom_field.define", entity="account", **said)
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
