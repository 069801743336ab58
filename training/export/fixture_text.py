"""Sentences of our own writing for the tiny checkpoints: text to train their tokenizer on, and the rows they encode."""

TRAINING_TEXT = """
The ferry was late again, so the children counted gulls until the harbour lights came on.
A lease may be ended early when both sides agree in writing and the rent has been paid.
She kept the notes from every meeting in one folder and could never find the right one.
Bread needs flour, water, salt and time; the rest is patience and a warm kitchen.
The engine reads a document, cuts it into passages, and stores a vector for each of them.
Nobody had told the gardener that the hedge belonged to the house across the road.
When the server restarts, unfinished work is picked up where it was left, once and not twice.
He wrote the letter three times before he found a tone that was neither cold nor pleading.
Rain is expected in the north tomorrow, with some sun in the afternoon along the coast.
The treaty of 1848 moved the border by 20 miles, and the villages were asked only afterwards.
Two sentences may share no word and mean the same thing, or share every word and differ.
The river rose in the night and by the morning the lower field was under water.
Your contract ends in March unless you tell us before the first of February that you wish to stay.
A small model that is honest about its limits is worth more than a large one that is not.
Please send the signed form to the office; a photograph of it is not enough.
The doctor explained the result slowly, and then she explained it again without the long words.
""".strip().splitlines()

ROWS = [
    "a",
    "Ending the lease early",
    "The ferry was not late.",
    "Who told the gardener about the hedge, and when?",
    "Café Zürich: naïve résumé, 3½ miles",
    "The server restarts; work is stored.",
]

VARIANT_ROWS = [
    "Rain in the north",
    "The river rose in the night, and in the morning the lower field was under water; nobody had told the children, who "
    "were counting gulls by the harbour and wrote down every one of them.",
]
