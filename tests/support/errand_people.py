# SPDX-License-Identifier: Apache-2.0
"""An applicant and a joiner who do not exist, as they type: field key to text."""

from collections.abc import Mapping

APPLICANT: Mapping[str, str] = {
    "full_name": "欧阳壵龘", "mobile": "13847261905", "email": "ouyang.renmin@example.com",
    "birth_date": "19950817", "gender": "1", "nationality": "中国", "wechat_id": "oy_renmin95",
    "coarse_location": "青岛", "referrer": "A7731", "expected_salary": "7300-8100",
    "available_date": "20270104", "shift_ok": "day、night", "education_level": "40",
    "occupation": "数控车工", "job_title": "高级技工", "employer": "虚构第七精密机械厂",
}  # fmt: skip
JOINER: Mapping[str, str] = {
    "full_name": "司徒犇骉", "birth_date": "19900512", "gender": "2", "nationality": "中国",
    "mobile": "13947261906", "id_type": "resident_id", "id_number": "370202199005120043",
    "hukou_address": "青岛市示例区虚构路 71 号", "current_address": "青岛市示例区虚构路 72 号",
    "bank_account_no": "6222020200112233445|6222020200112233445", "bank_name": "虚构第九银行",
}  # fmt: skip
