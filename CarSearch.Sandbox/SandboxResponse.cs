using System.Text;
using System.Xml;

namespace CarSearch.Sandbox;

/// <summary>A response of a supplier.</summary>
internal sealed record SandboxResponse(int Status, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>Gets the settings of every response: UTF-8 without a byte order mark.</summary>
    public static XmlWriterSettings Xml { get; } = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>Creates a response with a short message in an envelope.</summary>
    public static SandboxResponse Create(int status, SoapEnvelope envelope, Action<XmlWriter> write)
    {
        var bytes = ToBytes(envelope, write);
        return new(status, envelope.ContentType, (stream, token) => stream.WriteAsync(bytes, token).AsTask());
    }

    /// <summary>Serializes a short message in an envelope. The end of the document closes its elements.</summary>
    public static byte[] ToBytes(SoapEnvelope envelope, Action<XmlWriter> write)
    {
        var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Xml))
        {
            envelope.WriteStart(xml);
            write(xml);
        }

        return bytes.ToArray();
    }

    public async Task SendAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        SetHeaders(response);
        await WriteAsync(response.Body, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets status and media type, for a body that is sent separately.</summary>
    public void SetHeaders(HttpResponse response) => (response.StatusCode, response.ContentType) = (Status, ContentType);
}

/// <summary>Extensions of <see cref="HttpResponse"/>.</summary>
internal static class HttpResponseExtensions
{
    public static Task SendTextAsync(this HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text);
    }
}
