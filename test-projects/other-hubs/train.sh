python -m spacy download de_core_news_lg  # expect: other-hub spacy:de_core_news_lg
yolo detect train model=yolo11n.pt data=coco8.yaml  # expect: other-hub ultralytics:yolo11n
yolo detect val model=runs/best.pt
