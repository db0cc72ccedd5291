using System.Threading.Channels;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The far end of a connection: answers when, and with what, a test says.</summary>
internal sealed class ScriptedHandler : HttpMessageHandler
{
    private readonly Channel<Question> questions = Channel.CreateUnbounded<Question>();
    private Func<HttpResponseMessage>? always;
    private int sent;
    private int underWay;

    /// <summary>How many requests were sent.</summary>
    public int Sent => Volatile.Read(ref sent);

    /// <summary>The most requests that were under way at once.</summary>
    public int Most { get; private set; }

    /// <summary>From now on every request is answered at once.</summary>
    public void Answers(Func<HttpResponseMessage> answer) => always = answer;

    /// <summary>The next request that waits for its answer.</summary>
    public ValueTask<Question> NextAsync() => questions.Reader.ReadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref sent);
        if (always is { } answer)
        {
            return answer();
        }

        var question = new Question();
        lock (questions)
        {
            Most = Math.Max(Most, ++underWay);
        }

        questions.Writer.TryWrite(question);
        using var cancel = cancellationToken.Register(() => question.Cancel(cancellationToken));
        try
        {
            return await question.Reply;
        }
        finally
        {
            lock (questions)
            {
                underWay--;
            }
        }
    }

    /// <summary>A request that waits for its answer.</summary>
    public sealed class Question
    {
        private readonly TaskCompletionSource<HttpResponseMessage> reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<HttpResponseMessage> Reply => reply.Task;

        public void Answer(HttpResponseMessage answer) => reply.TrySetResult(answer);

        public void Fail(Exception exception) => reply.TrySetException(exception);

        public void Cancel(CancellationToken token) => reply.TrySetCanceled(token);
    }
}
