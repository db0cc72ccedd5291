using CarSearch.Api;
using Microsoft.AspNetCore.Http;

namespace CarSearch.Tests.Core.Api;

/// <summary>What the server reports while a body is read.</summary>
public sealed class RequestBodyTests
{
    [Theory]
    [InlineData(StatusCodes.Status408RequestTimeout, 408, "RequestTimeout")]
    [InlineData(StatusCodes.Status413PayloadTooLarge, 413, "BodyTooLarge")]
    [InlineData(StatusCodes.Status400BadRequest, 400, "InvalidJson")]
    [InlineData(null, 400, "InvalidJson")]
    public async Task A_fault_of_the_body_has_the_status_of_the_server(int? status, int expected, string code)
    {
        var fault = status is { } given ? new BadHttpRequestException("Injected.", given) : new IOException("Injected.");
        var context = new DefaultHttpContext { Request = { ContentType = "application/json", Body = new FaultyStream(fault) } };
        using var body = new RequestBody();
        var problem = await body.ReadAsync(context.Request);

        Assert.Equal((expected, code), (problem!.Status, problem.Code));
    }

    private sealed class FaultyStream(IOException fault) : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<int>(fault);
    }
}
