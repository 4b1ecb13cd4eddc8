"""Numbers, dates, sums and times are the same however they are written, and others are others."""

from __future__ import annotations

import pytest

from core.validate import numbers


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The test is on 3 May at 15:00.", "On the third of May, at three in the afternoon, is the test."),
        ("The test is on 3 May at 15:00.", "The test is on May 3, 3 pm."),
        ("I can be reached after 16:00.", "I can be reached after four in the afternoon."),
        ("I sent it on 8 August.", "I sent it on the eighth of August."),
        ("I sent it on 9 January and 12 January.", "I sent it on January the ninth and on the twelfth."),
        ("I stayed until 21 May.", "I stayed until the twenty-first of May."),
        ("It is on page 212.", "It is on page two hundred and twelve."),
        ("I owe 63 euros.", "I owe sixty-three euros."),
        ("Collect it on any weekday.", "Collect it from Monday to Friday."),
        ("I owe SEK 40,000.", "I owe SEK 40 000."),
        ("I saw it on 6 May.", "I saw it on 6/5."),
        ("It cost £6,000.", "It cost six thousand pounds."),
        ("It cost £64.20.", "It cost sixty-four pounds and twenty pence."),
        ("I wrote on 18/6.", "I wrote on 18 June."),
        ("i begin in august.", "I begin in August."),
        ("I begin in early Aug.", "I begin early in August."),
        ("I wrote on 2026-06-18.", "I wrote on 18 June 2026."),
        ("I wrote on 18.6.2026.", "I wrote on June 18, 2026."),
        ("I wrote on 18.6.", "I wrote on the eighteenth of June."),
        ("The visit is on Fri 13.", "The visit is on Friday, the thirteenth."),
        ("The visit is at 15h30.", "The visit is at half past three."),
        ("The visit is at 15h.", "The visit is at 3 pm."),
        ("The visit is at 9.30.", "The visit is at nine thirty."),
        ("The bus comes at midnight.", "The bus comes at 0:00."),
        ("I was offered EUR 45.000.", "I was offered €45,000."),
        ("I was offered 45 thousand.", "I was offered 45k."),
        ("I was offered ₹1,20,000.", "I was offered ₹120,000."),
        ("I owe CHF 1'200.", "I owe 1,200 francs."),
        ("I owe half of it.", "I owe 50% of it."),
        ("I was bound for 18 months.", "I was bound for a year and a half."),
        ("The drive is 2,5 hours.", "The drive is two and a half hours."),
        ("The drive is 1.5 hours.", "The drive is an hour and a half."),
        ("The drive is 45 minutes.", "The drive is three quarters of an hour."),
        ("I was there for half a year.", "I was there for six months."),
        ("I was there for ten years.", "I was there for a decade."),
        ("I was there in 2025/26.", "I was there in 2025-2026."),
        ("I was there from 2019 to 2022.", "I was there 2019-2022."),
        ("Please ring 555.123.4567.", "Please ring 555 123 4567."),
        ("Please ring +49 (0)30 123456.", "Please ring 0049 30 123456."),
        ("I liked our 1:1.", "I liked our talk."),
        ("Please pay my claim of £112.60.", "Please pay my claim, one hundred and twelve pounds sixty."),
        ("Please ring after 2 pm.", "Please ring, not before 2 pm."),
        ("I see you on Saturday, March 8.", "Saturday (March 8) is yours again."),
        ("I wrote on 18/6/2025.", "I wrote on the eighteenth of June 2025."),
        ("The drive is 70 minutes.", "The drive is one hour and ten minutes."),
        ("The drive is an hour and a half.", "It is ninety minutes by car."),
        ("The drive is an hour and twenty each way.", "It is eighty minutes there and back again."),
        ("The drive is 1h40 each way.", "A hundred minutes in the morning, a hundred at night."),
        ("The drive is half an hour.", "The drive is 30 minutes."),
        ("The drive is 1h40 each way.", "The drive is an hour and forty minutes each way."),
        ("Please ring me soon.", "I need ten words with you, not a hundred: please ring me soon."),
    ],
)
def test_the_same_numbers_in_other_words_are_the_same(old: str, new: str) -> None:
    assert not numbers.findings(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("I sent it on 8 August.", "I sent it on the ninth of August."),
        ("It is on page 212.", "It is on page two hundred and two."),
        ("I owe 63 euros.", "I owe thirty-six euros."),
        ("The test is on 3 May at 15:00.", "The test is on 3 May."),
        ("The drive is 70 minutes.", "The drive is one hour and twenty minutes."),
        ("The drive is an hour and a half.", "The drive is fifty minutes."),
        ("Please ring after 2 pm.", "Please ring, not after 2 pm."),
        ("It cost £64.20.", "It cost sixty-four pounds thirty."),
        ("I wrote on 18/6.", "I wrote on 18 July."),
        ("The visit is at 2.15.", "The visit is at 15:15."),
        ("I am free from 12.30 to one.", "I am free from 12.30 to 14:00."),
        ("The visit is on 14 May at 2 pm.", "The visit is on 14 May at 15:00."),
        ("I work Tuesdays to Thursdays.", "I work on Tuesday, Thursday and Friday."),
        ("The visit is at 9.15 for 9.30.", "The visit is at 9.15/9.45."),
        ("I wrote on 18/6.", "I wrote on 16 June."),
        ("i begin in august.", "I begin in September."),
        ("I wrote on 2026-06-18.", "I wrote on 18 July 2026."),
        ("I wrote on 18.6.", "I wrote on 16 June."),
        ("The visit is on Fri 13.", "The visit is on Friday, the twelfth."),
        ("The visit is at 15h30.", "The visit is at half past four."),
        ("The visit is at 9.30.", "The visit is at nine forty."),
        ("I was offered EUR 45.000.", "I was offered €54,000."),
        ("I was offered EUR 4.500.", "I was offered €4.50."),
        ("I was offered 45 thousand.", "I was offered 46,000."),
        ("I owe CHF 1'200.", "I owe 1,300 francs."),
        ("I owe half of it.", "I owe 70% of it."),
        ("I was bound for 18 months.", "I was bound for 15 months."),
        ("The drive is 2,5 hours.", "The drive is 25 hours."),
        ("The drive is 45 minutes.", "The drive is half an hour."),
        ("I was there in 2025/26.", "I was there in 2026/27."),
        ("I was there 2019-2022.", "I was there from 2019 to 2023."),
        ("Please ring 555.123.4567.", "Please ring 555 123 4568."),
    ],
)
def test_other_numbers_in_words_are_others(old: str, new: str) -> None:
    assert numbers.findings(old, new)
