"""An object store, beside a link to it that is only computed"""

import boto3

s3 = boto3.client("s3")


async def put(key: str, body: bytes) -> None:
    s3.put_object(Bucket="files", Key=key, Body=body)  # BLOCKS


async def link(key: str) -> str:
    return str(s3.generate_presigned_url("get_object", Params={"Bucket": "files", "Key": key}))
