"""Which sentences ask for which skill, in English and Spanish. Data for `bot.router`."""

from __future__ import annotations

from bot.class_sentences import CLASSES
from bot.goals.asking import GOALS
from bot.reminders.asking import SCHEDULES

POLITE = r"(?:(?:please|can you|could you|hey|por favor|puedes|oye)[ ,]+)*"
PLEASE = r"(?:please|por favor)"
_LANGUAGE = (
    r"(?:english|spanish|french|german|portuguese|italian|ingles|espanol|castellano|frances|"
    r"aleman|portugues|italiano)"
)
_SETTINGS = r"(?:settings|preferences|ajustes|preferencias|configuracion)"
_PLATFORM = r"(?:slack|discord)"
_ACCOUNT = (
    rf"(?:(?:my |this |the |both (?:my )?|mi |esta |la )?(?:cuenta de )?{_PLATFORM}"
    r"(?: (?:account|profile|identity)s?)?|"
    r"(?:my |these |both (?:my )?|mis? |ambas |esta |this )(?:two |other |dos |otra )*"
    rf"(?:accounts?|identit(?:y|ies)|cuentas?)(?: (?:on|in|en|de) {_PLATFORM})?)"
)
_I_WANT_TO = r"(?:i(?:'d like| want) to |how (?:do|can) i |quiero |como (?:puedo )?)?"
_AND_WHAT = r"(?:(?: (?:to|with|and|from|here|con|a|y|de|aqui)\b|,).{0,60})?"
_HALF_CODE = r"[bcdfghjkmnpqrstvwxyz]{4}"
_FAMILY = (
    r"(?:(?:my|mi|mis) )(?:step|grand|foster )?(?:mum|mom|mam|mummy|mommy|mother|dad|daddy|father|"
    r"ma|pa|parents?|folks|guardians?|family|aunt|uncle|madres?|mama|padres?|papas?|papa|"
    r"tutor(?:a|es|as)?|abuel[oa]s?|ti[oa]s?|familia|madrastra|padrastro)"
)
_DIGEST = (
    r"(?:summar(?:y|ies)|digests?|reports?|updates?|progress|overviews?|resumen(?:es)?|informes?|"
    r"progreso|avances?)"
)
STUCK = (
    r"(?:(?:i|can you|could you|please|puedes|necesito) )*"
    r"(?:need |want |get |give me |dame )?"
    r"(?:some |a |una )?(?:help|hint|ayuda|ayudame|pista)(?: me)? (?:with|on|for|con|para) "
    r"(?:an?|this|my|the|un|una|este|esta|mi|el) (?:\w+ )?"
    r"(?:exercise|problem|question|task|homework|ejercicio|problema|pregunta|tarea)"
)
"""Asks for help with an exercise that it doesn't tell."""
RULES: tuple[tuple[str, str, bool], ...] = (
    (
        "help",
        r"help|help me|ayuda|ayudame|menu|commands|comandos|"
        r"(?:so |and )?what (?:can|do) you do|what can i (?:ask|do)(?: you)?(?: here)?|"
        r"what are (?:you for|your commands)|how does this work|how do you work|"
        r"how do i use (?:you|this)|"
        r"(?:y )?que (?:puedes|sabes) hacer|que puedo (?:preguntar(?:te)?|hacer(?: aqui)?)|"
        r"para que sirves|como (?:funciona(?: esto)?|funcionas|se usa)",
        False,
    ),
    (
        "settings",
        rf"(?:my |the |mis |los )?{_SETTINGS}|"
        r"(?:change|show|open|cambiar?|ver|abrir?) (?:me )?(?:my |the |mis |los |la )?"
        rf"{_SETTINGS}|"
        r"(?:change|switch|set|cambiar?|cambia|pon) (?:my |the |your |el |mi |tu )?"
        r"(?:language|idioma)",
        False,
    ),
    (
        "settings",
        r"(?:change|switch|set|cambiar?|cambia|pon) (?:my |the |your |el |mi |tu )?"
        rf"(?:language|idioma) (?:to|into|a|al|en) {_LANGUAGE}|"
        r"(?:speak|talk|answer|reply|respond|write|switch|change|habla(?:me)?|responde(?:me)?|"
        r"contesta(?:me)?|escribe(?:me)?|cambia)"
        rf"(?: to me| me| with me| conmigo)?(?: in| to| en| a| al)? {_LANGUAGE}(?: from now on)?|"
        rf"(?:i(?:'d| would)? (?:prefer|like|want)|prefiero|quiero)(?: to speak)? {_LANGUAGE}|"
        r"(?:i (?:just |only )?want |i'd like )?(?:just |only )(?:give me )?hints|"
        r"give me (?:just |only )hints|(?:i want |i'd like )?hints only|"
        r"(?:quiero )?solo (?:dame )?(?:quiero )?pistas|dame solo pistas|"
        r"(?:i (?:want|prefer|need) )?(?:explanations?|explain(?: things| it)?) first|"
        r"explica(?:me)?(?:lo)? primero|"
        r"(?:use |in )?(?:simpler|easier|plainer|plain) (?:words|language)|"
        r"(?:usa |con )?palabras mas (?:sencillas|simples|faciles)|"
        r"(?:be |use )?more (?:technical|advanced)|"
        r"(?:give me |i want )?(?:shorter|longer|brief(?:er)?) answers|"
        r"(?:dame |quiero )?respuestas mas (?:cortas|largas)|"
        r"(?:my interests are|mis intereses son) .+",
        True,
    ),
    (
        "link",
        rf"{_I_WANT_TO}(?:link|connect|merge|vincul(?:ar?|o)|conect(?:ar?|o)|enlaz(?:ar?|o)|unir|une)"
        rf"(?: up)? {_ACCOUNT}{_AND_WHAT}|link|vincular|"
        rf"i(?:'m| am) (?:also )?on {_PLATFORM}(?: too| as well)?|tambien estoy en {_PLATFORM}|"
        rf"{_HALF_CODE} ?[-‐-―−]? ?{_HALF_CODE}|"
        r"(?:(?:link|connect|vincula(?:r|me)?|conecta(?:r|me)?)(?: (?:with|by|using|con))?|"
        r"(?:(?:the|my|this|el|mi) )?(?:link |linking )?(?:code|codigo)(?: (?:is|es))?|"
        r"here(?:'s| is) (?:the|my) code):? "
        rf"(?:[a-z0-9]{{4}} ?[-‐-―−] ?[a-z0-9]{{4}}|{_HALF_CODE} ?{_HALF_CODE})",
        True,
    ),
    (
        "unlink",
        rf"{_I_WANT_TO}(?:unlink|disconnect|separate|desvincul(?:ar?|o)|desconect(?:ar?|o)|separar?)"
        rf" {_ACCOUNT}{_AND_WHAT}|unlink|desvincular",
        True,
    ),
    (
        "course",
        r"(?:the |my |los |mis )?(?:courses?|cursos?)|"
        r"(?:which|what) (?:other )?courses(?: .*)?|(?:what|which) course (?:am i|is this)\b.*|"
        r"(?:list|show|see)(?: me)?(?: all)?(?: the| my| other)? courses|"
        r"(?:que|cuales)(?: otros)? cursos(?: .*)?|(?:en )?que curso (?:estoy|es este)\b.*|"
        r"(?:lista(?: de)?|ver|muestra(?:me)?)(?: todos)?(?: los| mis)? cursos|"
        r"(?:i want to )?(?:change|switch) (?:the |my )?courses?|"
        r"(?:quiero )?cambiar? (?:de |el |mi )?curso",
        False,
    ),
    (
        "course",
        r"what(?:'s| is) (?:in )?(?:this|the|my) course(?: about)?|what(?:'s| is) it about|"
        r"(?:que|cual) (?:hay|es el temario) (?:en|de) "
        r"(?:este|el|mi) curso|"
        r"(?:the |course |show me the )?(?:contents|outline|syllabus|temario)|"
        r"(?:i want to )?(?:change|switch) (?:the |my )?courses? to .+|"
        r"(?:quiero )?cambiar? (?:de |el |mi )?curso al? .+|"
        r"(?:i want to |let'?s |i'd like to )?(?:switch|change|move)(?: me)?(?: over| back)? to "
        r"(?:the )?.{2,60}|"
        r"(?:quiero )?(?:cambia(?:r|me)?|pasa(?:r|me)?) (?:a|al)(?: curso)? .{2,60}",
        True,
    ),
    (
        "review",
        r"(?:i want to |i'd like to |let'?s |start |begin |do |go on with |continue )?"
        r"(?:my |the |a |do a |start a |start my )?(?:quick |daily )?(?:review|flash ?cards)"
        r"(?: (?:session|round|time|cards))?(?: (?:now|today))?|"
        r"(?:what(?:'s| is)|is (?:there )?anything) due(?: (?:for review|today|now))?|"
        r"(?:what )?(?:should|can|do) i (?:have to |need to )?review(?: (?:now|today|next))?|"
        r"what (?:do i (?:have|need) to|to) review(?: (?:now|today|next))?|"
        r"(?:quiero |vamos a |empezar (?:a |el )?|hacer (?:un |el )?|seguir con el |toca )?"
        r"(?:(?:mi |el |un )?repaso|repasar|tarjetas)(?: (?:ahora|hoy|de hoy))?|"
        r"que (?:me )?(?:toca|hay que|hay para|tengo que|debo|puedo) repasar(?: (?:ahora|hoy))?|"
        r"que (?:hay|tengo) pendiente(?: (?:de|para) repas(?:ar|o))?",
        False,
    ),
    (
        "course",
        r"(?:remove|delete|take(?: out)?|quitar?|eliminar?|borrar?|sacar?) .{1,120} "
        r"(?:from|out of|de|del) ?(?:the |my |this |el |mi |este )?(?:course|curso)|"
        r"(?:remove|delete|quita|elimina|borra) (?:the |el )?(?:file |archivo )?[^.?!]{1,100}"
        r"\.(?:pdf|docx|pptx|md|txt|gift|html?|xml|zip)|"
        r"(?:add|upload|anade|agrega|sube) (?:a |some |my |the |new |un |mi |el |mis )*"
        r"(?:files?|pdfs?|slides|notes|material|archivos?|apuntes|diapositivas) "
        r"(?:to|into|al?) (?:the |my |this |el |mi |este )?(?:course|class|curso|clase)|"
        r"(?:how (?:do|can) i|can i|como (?:puedo )?) ?"
        r"(?:add|upload|anado|anadir|subo|subir|agrego|agregar) .{0,40}(?:course|material|curso)|"
        r"(?:which|what|show me the|list the|que|cuales) (?:files|archivos)"
        r"(?: (?:are|hay|estan) .*)?",
        True,
    ),
    (
        "guardian",
        rf"(?=.*\b{_FAMILY}\b)(?=.*\b{_DIGEST}\b)"
        r"(?:i(?:'d like| want) (?:to |you to )?|quiero (?:que )?)?"
        r"(?:send|e-?mail|forward|share|give|show|stop|don't|cancel|change|envi\w+|mand\w+|"
        r"compart\w+|muestr\w+|da(?:r|le)|dej\w+|no (?:le )?(?:envi|mand)\w+|cancel\w+|cambi\w+|"
        r"let|switch|turn|set up|activ\w+|desactiv\w+)\b.*|"
        rf"(?:can|let|could) {_FAMILY} (?:see|know|get) (?:how|my|what)\b.*|"
        rf"what (?:does|do|did|will|can|has|have) {_FAMILY} (?:get|got|gotten|see|seen|receive|"
        r"received|read)\b.*|"
        rf"que (?:recibe|reciben|ve|ven|recibio|le llega a|les llega a) {_FAMILY}\b.*|"
        r"(?:my )?guardians?|(?:mis? )?tutor(?:es)? legal(?:es)?|guardian (?:code|consent)\b.*|"
        r"codigo (?:del|de mi) tutor\b.*",
        True,
    ),
    ("schedule", SCHEDULES, True),
    ("goal", GOALS, True),
    (
        "rules",
        r"(?:no help|(?:only )?hints(?: only)?|only hints|sin ayuda|(?:solo )?pistas)"
        r" (?:on|for|in|with|para|en|con) .+|"
        r"(?:exam|examen) (?:on|for|in|para|en) .+ (?:until|till|hasta)\b.*",
        True,
    ),
    (
        "plan",
        r"(?:so |and |y )?what(?:'s| is| should i (?:learn|study|do|practi[cs]e)|"
        r" do i (?:learn|study|do))(?: next| now)(?: then)?|"
        r"(?:show (?:me )?)?(?:my |the |mi |el )?(?:study |learning )?plan(?: de estudio)?|"
        r"(?:make|give|create|build|hazme|haz) (?:me )?(?:a |my |un |mi )?"
        r"(?:study |learning )?plan\b.*|(?:study |learning )?plan (?:for|para) .+|"
        r"(?:i have|i've got|there's|we have|tengo|hay) (?:an? |my |the |un |una |el )?"
        r"(?:\w+ )?(?:exam|test|final|midterm|examen|parcial|control|prueba)\b.*|"
        r"(?:my |the |mi |el )(?:\w+ )?(?:exam|test|final|midterm|examen|parcial|control|prueba)"
        r" (?:is|es|sera)\b.*|(?:exam|test|examen) (?:on|in|el|en) .+|"
        r"(?:let me |i want to |can i )?(?:test out of|skip (?:section|chapter|unit)) .+|"
        r"(?:skip|saltar(?:me)?|i (?:already )?know|ya (?:me )?se) \d+(?:\.\d+)?(?: already)?|"
        r"(?:quiero )?saltar(?:me)? (?:la |el )?(?:seccion|capitulo|unidad) .+|"
        r"que (?:sigue|estudio|aprendo|hago|toca)(?: ahora| despues)?",
        True,
    ),
    (
        "today",
        r"(?:so |and )?what(?:'s| is)(?: there| on| up| planned| waiting| due to do)*"
        r"(?: for me)?(?: for)? today|(?:my |the )?today(?:'s plan)?|(?:show (?:me )?)?my day|"
        r"what do i have(?: to do)? today|(?:give me an )?overview(?: of (?:my|the) day)?|"
        r"(?:y )?que (?:hay|tengo|toca)(?: (?:para|pendiente|que hacer))*(?: para)? hoy|"
        r"(?:mi |el )?(?:dia de )?hoy|mi dia",
        False,
    ),
    (
        "history",
        r"what did i (?:get|do|answer) wrong\b.*|(?:show (?:me )?)?(?:my |mis )"
        r"(?:mistakes|errors|wrong answers|errores|fallos)\b.*|"
        r"what (?:did|have) i (?:do|done|learn(?:ed|t)?|stud(?:y|ied)|practi[cs]ed?|work(?:ed)? on|"
        r"ask(?:ed)?)(?: you)?(?: about)?\b.*|"
        r"(?:show (?:me )?)?(?:my |mi )(?:history|timeline|activity|historial|actividad)\b.*|"
        r"(?:have|did|haven't|didn't) i (?:ever |already )?ask(?:ed)? (?:you )?"
        r"(?:about .+|this|that|it)(?: before| already| earlier)?|"
        r"when did i (?:last )?ask (?:you )?about .+|"
        r"(?:en )?que (?:falle|me equivoque|hice(?: mal)?|estudie|pregunte)\b.*|"
        r"ya (?:te )?(?:he )?pregunt(?:e|ado) (?:por |sobre )?.+|"
        r"(?:export|download|save|(?:give|send) me|exporta(?:r|me)?|descarga(?:r|me)?|dame) "
        r"(?:(?:all (?:of )?)?my|todos? mis?|mis?) "
        r"(?:data|history|record|answers|datos|historial|registro|respuestas)\b.*",
        True,
    ),
    (
        "progress",
        r"how am i (?:doing|getting on)\b.*|"
        r"(?:(?:show|see|ver|muestra)(?:me)?(?: me)? )?(?:my |mi )(?:progress|progreso)\b.*|"
        r"progress(?: report| (?:in|on|with) .+)?|progreso(?: en .+)?|"
        r"what do you (?:think|believe) (?:i know|about me)|how (?:well|much) do i know .+|"
        r"(?:como|que tal) voy\b.*|why do you (?:think|believe) (?:that|so)|"
        r"(?:(?:show|see|export|download|ver|muestra|exporta|descarga)(?:r|me| me)? )?"
        r"(?:my |mi |the |el )?(?:portfolio|portafolio)|"
        r"what makes you think (?:that|so)|por que (?:crees|piensas) eso",
        True,
    ),
    (
        "quiz",
        r"(?:(?:i want |i'd like |let'?s (?:do|have) |start |give me |make me |can i have |hazme |"
        r"haz(?:me)? |dame |ponme |quiero |vamos a hacer )?"
        r"(?:(?:a|an|another|the|my|un|una|otro|el|mi) )?"
        r"(?:(?:short|quick|little|practice|rapido|corto|hard|easy|\d+[- ]questions?) )*"
        r"(?:quiz|cuestionario|minitest|examen de practica|practice test)\b"
        r"(?!\W*(?:is|are|was|es)\b).*)|"
        r"(?:(?:please |por favor )?(?:quiz|test|examine|evaluate) (?:me|us)\b.*)|"
        r"(?:preguntame|examiname|evaluame|ponme a prueba)\b.*|"
        r"\d{1,3} ?(?:min(?:ute)?s?|minutos?) (?:of practice|de practica|before|antes de).*|"
        r"(?:give me|dame|hazme|ponme|ask me) "
        r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|dos|tres|cuatro|cinco|seis|"
        r"siete|ocho|nueve|diez) .*(?:questions|preguntas|ejercicios).*|"
        r"(?:(?:give|ask) me |i want |can i have |dame |quiero )?(?:something |some |a |algo )?"
        r"(?:harder|easier|mas dificil|mas facil)(?: ones?| questions?| preguntas?)?",
        True,
    ),
    (
        "summary",
        r"(?:show (?:me )?|give me |muestra(?:me)? |ver )?(?:the |a |el )?"
        r"(?:heat ?map|mapa de calor)(?: (?:of|for|de) .{3,40})?|"
        r"keep [\w.' ,-]{3,80} apart|(?:mant[ee]n|separa) a [\w.' ,-]{3,60} (?:y|e) [\w.' -]{2,40}|"
        # Somebody's name may stand where a class does: the skill tells them apart, and refuses.
        r"how (?:is|are|did|has|have) (?!i\b|we\b|you\b|it\b|this\b|that\b)[\w.' -]{2,40}? "
        r"(?:doing|do|been doing|getting on)(?: (?:on|in|with|this|last|since|"
        r"so|today|overall|over|at|right) ?.*)?|"
        r"(?:show (?:me )?|give me |i (?:want|need) |make )?(?:a |the |my |our |this )?"
        r"(?:weekly |class |week'?s )+(?:summary|report|overview)\b.*|"
        r"(?:show (?:me )?|give me )?(?:a |the )?(?:summary|report|overview) (?:of|for|on|about) "
        r"(?:my|the|our) (?:class|students|course|group)\b.*|"
        r"(?:summari[sz]e|sum up) (?:my|the|our) (?:class|week|students)\b.*|"
        r"how (?:did|was|is) (?:chapter|unit|section) [\w. ]{1,30} (?:go|going)\b.*|"
        r"(?:(?:please )?(?:make|build|form|create|suggest|give me|show me)(?: me)? )?(?:some )?"
        r"(?:small |mixed |study |learning )*groups (?:of \d\b|by\b|for my class\b).*|"
        r"(?:haz(?:me)?|forma|crea|dame) (?:unos )?grupos\b.*|"
        r"(?:which|what|who)(?: are)?(?: of)?(?: my| the)?(?: students?| kids)? "
        r"(?:needs? (?:my )?help|(?:is|are) (?:struggling|falling behind|behind)|"
        r"should i (?:see|look at|talk to|help))\b(?: .*)?|"
        r"what (?:do|does|did|are|is) my (?:class|students?|kids) .+|"
        r"(?:en )?que (?:no )?(?:fallan?|confunden?|entienden?|preguntan?) "
        r"(?:mi clase|mis (?:estudiantes|alumnos))\b.*|"
        r"(?:que|quien(?:es)?)(?: de)?(?: mis)?(?: estudiantes| alumnos)? "
        r"(?:necesitan? (?:mi )?ayuda|se (?:esta|estan|queda|quedan)\b.*atras)|"
        r"what did (?!i\b|we\b|you\b)[\w.-]{2,30} get wrong\b.*|"
        r"(?:show me |what (?:are|is|were) )(?!my\b)[\w.-]{2,30}'s "
        r"(?:marks?|grades?|progress|results?|scores?|answers?|mistakes)\b.*|"
        r"(?:como|que tal) (?:van?|les? (?:va|fue) al?|lo hizo|estuvo) [\w.' -]{2,40}\b.*|"
        r"(?:(?:dame|muestra(?:me)?|quiero|haz(?:me)?) )?(?:el |un |la )?"
        r"(?:resumen|informe)(?: semanal)? (?:de|sobre) (?:mi|la|el|nuestra|nuestro|este|esta) .*|"
        r"resumen semanal|(?:las )?notas de [\w.' -]{2,40}",
        True,
    ),
    (
        "review",
        r"(?:review|repasar?|repaso de) (?:el |la )?"
        r"(?:(?:section|chapter|unit|seccion|capitulo|unidad|tema) )?\d+(?:\.\d+)?|"
        r"(?:(?:export|download|save)(?: (?:it|this|them|my (?:review|cards|terms)))?|"
        r"(?:exporta|descarga|guarda)r?(?:lo|las|los)?(?: (?:mi repaso|mis tarjetas))?) "
        r"(?:to|for|as|a|para|en) anki|"
        r"anki(?: (?:deck|export|file))?|(?:exportar|mazo de|mazo para) anki",
        True,
    ),
    *CLASSES,
)
"""Skill, rule on the folded text (lower case, no accents) of a whole message, and whether the skill
gets the words, too: "help" and "which courses are there?" are the bare command. The first that fits
counts."""
