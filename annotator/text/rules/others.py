"""Languages without capitals: Arabic, Hindi, and the few abbreviations they write with a stop."""

from __future__ import annotations

from typing import Final

from annotator.text.rules.language import Rules, words

ARABIC: Final = Rules(
    never=words("د أ ا م أ.د ا.د ت ص ج ه ق س ط ب ر ش ع ف ك ل ن و ي د.م"),
    numbered=words("ص ج ط رقم"),
    endings=words("ق.م ه م هـ إلخ الخ"),
    reporting=words(
        "قال قالت قالوا سأل سألت تساءل تساءلت أجاب أجابت رد ردت ردّ أضاف أضافت صرخ صرخت هتف هتفت",
        "كتب كتبت يقول تقول يسأل تسأل يضيف تضيف گفت پرسید نوشت",
    ),
)

HINDI: Final = Rules(
    never=words(
        "डॉ डा डाॅ डाँ डाक्टर प्रो श्री सुश्री कु पं स्व सं मो मि मिस्टर मिसेज रु इं एड ले कै",
        "ब्रि ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी क्यू आर एस टी यू वी डब्ल्यू एक्स वाई",
        "ज़ेड जेड डब्लू न अ ब क ख ग घ च ज त द प भ र ल व श स ह म",
    ),
    numbered=words("सं नं पृ"),
    reporting=words("कहा पूछा बताया बोला बोली बोले लिखा जोड़ा चिल्लाया चिल्लाई दोहराया"),
)
