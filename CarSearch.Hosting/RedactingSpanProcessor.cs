using System.Diagnostics;
using OpenTelemetry;

namespace CarSearch.Hosting;

/// <summary>
/// Redacts spans before they are exported. An event can't be changed after it was added to a span, so exceptions are redacted while
/// they are recorded, and a span with a secret in any other event is not exported.
/// </summary>
internal sealed class RedactingSpanProcessor : BaseProcessor<Activity>
{
    private const string Message = "exception.message";

    private readonly ActivityListener listener = new() { ShouldListenTo = static _ => true, ExceptionRecorder = RecordRedacted };

    /// <summary>Creates the processor, which redacts recorded exceptions until it is disposed.</summary>
    public RedactingSpanProcessor() => ActivitySource.AddActivityListener(listener);

    public override void OnEnd(Activity data)
    {
        data.DisplayName = Redactor.Redact(data.DisplayName);
        if (data.StatusDescription is { } description)
        {
            data.SetStatus(data.Status, Redactor.Redact(description));
        }

        foreach (var (name, value) in data.TagObjects.ToArray())
        {
            if (RedactValue(value) is var redacted && !ReferenceEquals(value, redacted))
            {
                data.SetTag(name, redacted);
            }
        }

        if (data.Events.SelectMany(added => added.Tags).Any(tag => !ReferenceEquals(tag.Value, RedactValue(tag.Value))))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }

    protected override void Dispose(bool disposing)
    {
        listener.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>
    /// Adds the redacted tags unless another listener has added some. <see cref="Activity.AddException"/> adds only missing tags.
    /// </summary>
    private static void RecordRedacted(Activity activity, Exception exception, ref TagList tags)
    {
        if (!tags.Any(tag => tag.Key == Message) && Redactor.Redact(exception) is RedactedException redacted)
        {
            tags.Add(Message, redacted.Message);
            tags.Add("exception.stacktrace", redacted.ToString());
        }
    }

    /// <summary>Redacts the value of a tag. Returns the same object if it contains no secret.</summary>
    private static object? RedactValue(object? value) => value switch
    {
        string text => Redactor.Redact(text),
        string[] texts when texts.Any(text => !ReferenceEquals(text, Redactor.Redact(text))) => texts.Select(Redactor.Redact).ToArray(),
        _ => value,
    };
}
