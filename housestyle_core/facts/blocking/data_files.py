"""Libraries that read whole data files, images, documents and models."""

from __future__ import annotations

from housestyle_core.facts.blocking.family import Family

THREAD = "wrap it in `asyncio.to_thread`"
FRAME_READERS = (
    "read_csv read_excel read_feather read_fwf read_hdf read_json read_orc read_parquet "
    "read_pickle read_sas read_sql read_sql_query read_sql_table read_stata read_table read_xml"
)
FRAME_WRITERS = (
    "to_csv to_excel to_feather to_hdf to_json to_orc to_parquet to_pickle to_sql to_stata to_xml"
)
TARGETS = (
    *("path_or_buf", "path_or_buffer", "path", "excel_writer", "name", "fname"),
    *("file", "table_name", "target", "workbook"),
)

DATA_FILES = (
    Family(
        "table-file",
        "disk",
        "the whole file is read and parsed",
        THREAD,
        {
            "numpy": "fromfile genfromtxt load loadtxt save savetxt savez savez_compressed",
            "pandas": FRAME_READERS,
            "polars": "read_avro read_csv read_database read_excel read_ipc read_json "
            "read_ndjson read_parquet",
            "pyarrow.csv": "read_csv write_csv",
            "pyarrow.dataset": "write_dataset",
            "pyarrow.feather": "read_feather read_table write_feather",
            "pyarrow.json": "read_json",
            "pyarrow.orc": "read_table write_table",
            "pyarrow.parquet": "ParquetFile read_table write_table write_to_dataset",
        },
        takes_buffer=True,
    ),
    Family(
        "table-writer",
        "disk",
        "the whole table is formatted and written, where a path is given",
        THREAD,
        {
            "pandas.DataFrame": FRAME_WRITERS,
            "polars.DataFrame": "write_avro write_csv write_database write_delta write_excel "
            "write_ipc write_json write_ndjson write_parquet",
        },
        takes_buffer=True,
        needs=TARGETS,
    ),
    Family(
        "media-file",
        "disk",
        "the file is read and decoded",
        THREAD,
        {
            "PIL.Image": "open",
            "PIL.Image.Image": "save",
            "PIL.ImageFont": "truetype",
            "cv2": "VideoCapture imread imwrite",
            "soundfile": "read write",
            "librosa": "load",
            "torchaudio": "load save",
        },
        takes_buffer=True,
    ),
    Family(
        "document-file",
        "disk",
        "the file is read and parsed",
        THREAD,
        {
            "docx": "Document",
            "dotenv": "dotenv_values load_dotenv set_key unset_key",
            "openpyxl": "load_workbook",
            "openpyxl.Workbook": "save",
            "pdfplumber": "open",
            "pypdf": "PdfReader",
        },
        takes_buffer=True,
    ),
    Family(
        "pdf-file",
        "disk",
        "the file is read and parsed, where one is named",
        THREAD,
        dict.fromkeys(("fitz", "pymupdf"), "Document open"),
        takes_buffer=True,
        needs=("filename",),
    ),
    Family(
        "model-file",
        "disk",
        "a model is read, and often fetched before",
        "load it once at start-up, or " + THREAD,
        {
            "huggingface_hub": "hf_hub_download snapshot_download upload_file upload_folder",
            "joblib": "dump load",
            "nltk": "download",
            "safetensors.torch": "load_file save_file",
            "sentence_transformers": "CrossEncoder SentenceTransformer",
            "spacy": "load",
            "torch": "load save",
            "transformers": "pipeline",
            "transformers.AutoModel": "from_pretrained",
            "transformers.AutoModelForCausalLM": "from_pretrained",
            "transformers.AutoTokenizer": "from_pretrained",
            "whisper": "load_model",
        },
        takes_buffer=True,
    ),
)
