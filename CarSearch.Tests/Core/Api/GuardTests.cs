using System.Text.Json;
using CarSearch.Api;
using CarSearch.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace CarSearch.Tests.Core.Api;

public sealed class GuardTests
{
    [Fact]
    public async Task A_fault_while_an_answer_is_put_together_is_told_as_problem_details()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Response.Headers.ETag = "\"of the answer that failed\"";
        var answer = await new Guard(NullLogger.Instance).RunAsync(context.Request, () => Task.FromResult<IResult>(new Broken()));
        await answer.ExecuteAsync(context);
        Assert.Equal((500, "application/problem+json"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(0, context.Response.Headers.ETag.Count);
        context.Response.Body.Position = 0;
        Assert.Equal("InternalError", (await JsonDocument.ParseAsync(context.Response.Body)).RootElement.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_fault_of_a_handler_is_told_as_problem_details_without_its_message()
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        var answer = await new Guard(NullLogger.Instance).RunAsync(context.Request, () => throw new InvalidOperationException("secret"));
        await answer.ExecuteAsync(context);
        Assert.Equal(500, context.Response.StatusCode);
        context.Response.Body.Position = 0;
        Assert.DoesNotContain("secret", await new StreamReader(context.Response.Body).ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(OperationCanceledException))]
    [InlineData(typeof(IOException))]
    public async Task An_answer_that_nobody_waits_for_any_more_is_no_fault(Type thrown)
    {
        using var log = new LogLines();
        var context = new DefaultHttpContext { RequestAborted = new CancellationToken(canceled: true) };
        var answer = await new Guard(log.CreateLogger("Guard")).RunAsync(context.Request, () => Task.FromResult<IResult>(new Gone(thrown)));
        await answer.ExecuteAsync(context);
        Assert.Empty(log.All);
    }

    private sealed class Gone(Type thrown) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw (Exception)Activator.CreateInstance(thrown)!;
    }

    private sealed class Broken : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => throw new InvalidOperationException("secret");
    }
}
