using System.Text;
using System.Xml;

namespace CarSearch.Sandbox;

/// <summary>What a supplier is about to answer.</summary>
/// <param name="Status">HTTP's.</param>
/// <param name="ContentType">HTTP's.</param>
/// <param name="WriteAsync">Writes the body.</param>
internal sealed record Answer(int Status, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>How every answer is written: UTF-8 without a byte order mark.</summary>
    public static XmlWriterSettings Xml { get; } = new() { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    /// <summary>A short message in an envelope.</summary>
    public static Answer Of(int status, SoapEnvelope envelope, Action<XmlWriter> write)
    {
        var bytes = Bytes(envelope, write);
        return new(status, envelope.ContentType, (to, cancel) => to.WriteAsync(bytes, cancel).AsTask());
    }

    /// <summary>The bytes of a short message in an envelope.</summary>
    public static byte[] Bytes(SoapEnvelope envelope, Action<XmlWriter> write)
    {
        var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, Xml))
        {
            xml.WriteStartDocument();
            envelope.WriteStart(xml);
            write(xml);
            envelope.WriteEnd(xml);
        }

        return bytes.ToArray();
    }

    /// <summary>Sends it.</summary>
    public async Task SendAsync(HttpResponse response, CancellationToken cancel)
    {
        Head(response);
        await WriteAsync(response.Body, cancel).ConfigureAwait(false);
    }

    /// <summary>Sets status and type, for a body that is sent otherwise.</summary>
    public void Head(HttpResponse response) => (response.StatusCode, response.ContentType) = (Status, ContentType);

    /// <summary>The whole body.</summary>
    public async Task<byte[]> BytesAsync(CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        await WriteAsync(bytes, cancel).ConfigureAwait(false);
        return bytes.ToArray();
    }
}
